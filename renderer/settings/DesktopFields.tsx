import { usePageState, usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/fields.tsx';
import './FilesFields.css';

/** How the app lives on this desktop. */
export function DesktopFields() {
  const store = usePageStore();
  const { desktop } = usePageState();
  if (desktop === null) return null;
  return (
    <>
      {desktop.launchesAtLogin !== null && (
        <Switch
          label="Start when I log in"
          hint="With its window closed, so that your tables are kept. It is found beside the clock."
          checked={desktop.launchesAtLogin}
          onChange={(on) => store.send({ type: 'setLaunchAtLogin', on })}
          testId="preference-login"
        />
      )}
      {desktop.reports > 0 && (
        <div className="files-fields">
          <p className="files-fields-words">
            <b>Crash reports</b>
            <span>
              Plain text, kept on this computer and sent by nobody. Read one and send it to whoever can help.
            </span>
          </p>
          <div className="files-fields-actions">
            <Button
              size="small"
              onClick={() => store.send({ type: 'showReports' })}
              data-testid="show-reports"
            >
              Show {desktop.reports === 1 ? 'the report' : `${desktop.reports} reports`}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
