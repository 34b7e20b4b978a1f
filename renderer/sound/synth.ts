/** The table's sounds, made of oscillators and noise: no files, nothing to load. Times in seconds, gains 0 to 1. */
import type { Cue } from './cues.ts';

const MASTER_GAIN = 0.32;
const NOISE_S = 0.25;

/** Plays cues. The browser lets sound begin only after a person touched the page; until then cues are dropped. */
export class Synth {
  readonly #context = new AudioContext();
  readonly #out: GainNode;
  readonly #noise: AudioBuffer;

  constructor() {
    this.#out = this.#context.createGain();
    this.#out.gain.value = MASTER_GAIN;
    this.#out.connect(this.#context.destination);
    this.#noise = whiteNoise(this.#context);
  }

  play(cue: Cue): void {
    if (this.#context.state !== 'running') {
      void this.#context.resume();
      return;
    }
    const at = this.#context.currentTime + 0.01;
    switch (cue) {
      case 'turn':
        this.#tone(at, 587.33, 0.32, 0.5);
        this.#tone(at + 0.11, 880, 0.5, 0.42);
        break;
      case 'card':
        this.#brush(at, 2_600, 0.09, 0.55);
        break;
      case 'chip':
        this.#click(at, 3_150, 0.4);
        this.#click(at + 0.045, 3_720, 0.3);
        this.#click(at + 0.105, 3_380, 0.22);
        break;
      case 'win':
        [523.25, 659.25, 783.99, 1046.5].forEach((pitch, step) => {
          this.#tone(at + step * 0.09, pitch, 0.55, 0.4);
        });
        break;
    }
  }

  /** A soft struck bar: a sine and a faint octave, dying away. */
  #tone(at: number, pitchHz: number, lengthS: number, gain: number): void {
    for (const [ratio, share] of [
      [1, 1],
      [2, 0.22],
      [3.01, 0.06],
    ] as const) {
      const oscillator = this.#context.createOscillator();
      oscillator.frequency.value = pitchHz * ratio;
      oscillator.connect(this.#envelope(at, 0.006, lengthS, gain * share));
      oscillator.start(at);
      oscillator.stop(at + lengthS + 0.05);
    }
  }

  /** Clay on clay: a very short ring. */
  #click(at: number, pitchHz: number, gain: number): void {
    const oscillator = this.#context.createOscillator();
    oscillator.type = 'triangle';
    oscillator.frequency.setValueAtTime(pitchHz, at);
    oscillator.frequency.exponentialRampToValueAtTime(pitchHz * 0.72, at + 0.03);
    oscillator.connect(this.#envelope(at, 0.001, 0.04, gain));
    oscillator.start(at);
    oscillator.stop(at + 0.08);
  }

  /** A card sliding over felt: a breath of noise through a band. */
  #brush(at: number, pitchHz: number, lengthS: number, gain: number): void {
    const source = this.#context.createBufferSource();
    source.buffer = this.#noise;
    const band = this.#context.createBiquadFilter();
    band.type = 'bandpass';
    band.Q.value = 0.8;
    band.frequency.setValueAtTime(pitchHz, at);
    band.frequency.exponentialRampToValueAtTime(pitchHz * 0.5, at + lengthS);
    source.connect(band).connect(this.#envelope(at, 0.012, lengthS, gain));
    source.start(at);
    source.stop(at + lengthS + 0.05);
  }

  #envelope(at: number, attackS: number, lengthS: number, peak: number): GainNode {
    const envelope = this.#context.createGain();
    envelope.gain.setValueAtTime(0.0001, at);
    envelope.gain.exponentialRampToValueAtTime(peak, at + attackS);
    envelope.gain.exponentialRampToValueAtTime(0.0001, at + lengthS);
    envelope.connect(this.#out);
    return envelope;
  }
}

function whiteNoise(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, context.sampleRate * NOISE_S, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < samples.length; index++) samples[index] = Math.random() * 2 - 1;
  return buffer;
}
