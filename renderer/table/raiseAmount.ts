/** Choosing a raise between the limits the host gave; all amounts are chips. */

export interface RaiseLimits {
  minRaiseTo: number;
  maxRaiseTo: number;
}

/** The slider's own scale. */
export const SLIDER_MAX = 1000;
/** Above 1: the small raises, which are the usual ones, get most of the slider's way. */
const SLIDER_CURVE = 2;

/** The nearest amount within the limits. */
export function clampRaise(raiseTo: number, limits: RaiseLimits): number {
  return Math.min(Math.max(raiseTo, limits.minRaiseTo), limits.maxRaiseTo);
}

/** The next multiple of the step above (or below) an amount, within the limits. */
export function stepRaise(raiseTo: number, direction: 1 | -1, step: number, limits: RaiseLimits): number {
  const next =
    direction === 1 ? (Math.floor(raiseTo / step) + 1) * step : (Math.ceil(raiseTo / step) - 1) * step;
  return clampRaise(next, limits);
}

/** Where an amount is on the slider, 0 to SLIDER_MAX. */
export function sliderOfRaise(raiseTo: number, { minRaiseTo, maxRaiseTo }: RaiseLimits): number {
  if (maxRaiseTo <= minRaiseTo) return SLIDER_MAX;
  const share = (raiseTo - minRaiseTo) / (maxRaiseTo - minRaiseTo);
  return Math.round(share ** (1 / SLIDER_CURVE) * SLIDER_MAX);
}

/** The amount at a place on the slider: its two ends are the limits, between them multiples of the step. */
export function raiseOfSlider(position: number, step: number, limits: RaiseLimits): number {
  if (position <= 0) return limits.minRaiseTo;
  if (position >= SLIDER_MAX) return limits.maxRaiseTo;
  const share = (position / SLIDER_MAX) ** SLIDER_CURVE;
  const exact = limits.minRaiseTo + share * (limits.maxRaiseTo - limits.minRaiseTo);
  return clampRaise(Math.round(exact / step) * step, limits);
}
