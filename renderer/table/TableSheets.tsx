import type { Preferences, TableView } from '../../electron/ipc.ts';
import { CarryOnSheet } from '../people/CarryOnSheet.tsx';
import { InviteSheet } from '../people/InviteSheet.tsx';
import { NextHandSettings } from '../settings/NextHandSettings.tsx';
import { PreferencesSheet } from '../settings/PreferencesSheet.tsx';
import { usePageStore } from '../state/PageContext.ts';
import type { Room } from '../state/rooms.ts';
import { LeaveSheet } from '../ui/LeaveSheet.tsx';
import { BuyInSheet } from './BuyInSheet.tsx';
import { HelpSheet } from './HelpSheet.tsx';

export type TableSheet =
  | { type: 'help' | 'settings' | 'preferences' | 'leave' | 'topUp' | 'invite' | 'carryOn' }
  | { type: 'sit'; seat: number };

interface TableSheetsProps {
  sheet: TableSheet;
  view: TableView;
  room: Room | null;
  preferences: Preferences;
  isHere: boolean;
  onClose: () => void;
}

/** The sheet that is open over the table. One whose reason has gone (a seat that was taken) is not drawn. */
export function TableSheets({ sheet, view, room, preferences, isHere, onClose }: TableSheetsProps) {
  const store = usePageStore();
  const { tableId, settings } = view;
  switch (sheet.type) {
    case 'help':
      return <HelpSheet onClose={onClose} />;
    case 'settings':
      return <NextHandSettings view={view} onClose={onClose} />;
    case 'preferences':
      return <PreferencesSheet preferences={preferences} onClose={onClose} />;
    case 'leave':
      return (
        <LeaveSheet
          tableName={view.name}
          onClose={onClose}
          onLeave={() => store.send({ type: 'leave', tableId })}
        />
      );
    case 'topUp':
      if (view.topUpMax === 0) return null;
      return (
        <BuyInSheet
          title="Top up"
          lead="The chips are yours from the next hand on."
          action="Add"
          limits={{ min: 1, max: view.topUpMax }}
          bigBlind={settings.bigBlind}
          onClose={onClose}
          onBuyIn={(amount) => {
            store.send({ type: 'topUp', tableId, amount });
            onClose();
          }}
        />
      );
    case 'sit':
      if (!view.freeSeats.includes(sheet.seat)) return null;
      return (
        <BuyInSheet
          title={`Take seat ${sheet.seat + 1}`}
          lead="You are dealt in from one of the next hands on."
          action="Sit down with"
          limits={{ min: settings.minBuyIn, max: settings.maxBuyIn }}
          bigBlind={settings.bigBlind}
          onClose={onClose}
          onBuyIn={(buyIn) => {
            store.send({ type: 'sit', tableId, seat: sheet.seat, buyIn });
            onClose();
          }}
        />
      );
    case 'invite':
      if (!room?.people?.isOpener) return null;
      return <InviteSheet people={room.people} isHere={isHere} onClose={onClose} />;
    case 'carryOn':
      if (!room?.people?.canCarryOn) return null;
      return <CarryOnSheet tableId={tableId} onClose={onClose} />;
  }
}
