import { Download, FolderOpen } from 'lucide-react';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import './FilesFields.css';

/** Tables as files: a backup of everything, and one that somebody has sent. */
export function FilesFields() {
  const store = usePageStore();
  const { lobby } = usePageState();
  const hasTables = (lobby?.tables.length ?? 0) > 0;
  return (
    <div className="files-fields">
      <p className="files-fields-words">
        <b>Tables as files</b>
        <span>
          A backup, or for another device. A file holds no keys and no cards that were not shown; a table that
          is here already is left as it is.
        </span>
      </p>
      <div className="files-fields-actions">
        <Button
          size="small"
          disabled={!hasTables}
          onClick={() => store.send({ type: 'exportAll' })}
          data-testid="export-all"
        >
          <Download aria-hidden="true" />
          Export everything
        </Button>
        <Button size="small" onClick={() => store.send({ type: 'importFile' })} data-testid="import-file">
          <FolderOpen aria-hidden="true" />
          Open a table file
        </Button>
      </div>
    </div>
  );
}
