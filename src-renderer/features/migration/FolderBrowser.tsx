import { CornerLeftUp, FileJson, Folder } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { useBrowse } from './browse.store.ts'
import { migrationStrings } from './migration.strings.ts'
import { sizeText } from './migration.view-model.ts'

const words = migrationStrings.browser

/** What a `FolderBrowser` takes. */
export interface FolderBrowserProps {
  /** What is looked for. */
  readonly what: string
  /** The place chosen before; null starts at the person's own folder. */
  readonly start: string | null
  readonly onChoose: (path: string) => void
  readonly onClose: () => void
}

/** Folders and JSON files on this computer, one folder at a time. */
export function FolderBrowser({ what, start, onChoose, onClose }: FolderBrowserProps) {
  const listing = useBrowse((state) => state.listing)
  const problem = useBrowse((state) => state.problem)
  const open = useBrowse((state) => state.open)
  useEffect(() => {
    void open(start)
  }, [open, start])
  return (
    <section className="drift-browser" aria-label={words.title}>
      <h3>
        {words.title}: {what}
      </h3>
      {problem !== null && (
        <p role="alert" className="drift-trouble">
          {problem.message} {problem.remedy}
        </p>
      )}
      {listing === null ? (
        problem === null && <Skeleton label={words.reading} lines={4} />
      ) : (
        <>
          <p className="caption drift-path">{listing.folder}</p>
          <ul>
            {listing.parent !== null && (
              <li>
                <button type="button" onClick={() => void open(listing.parent)}>
                  <CornerLeftUp size={16} aria-hidden="true" />
                  <span>{words.up}</span>
                </button>
              </li>
            )}
            {listing.entries.map((entry) => (
              <li key={entry.path}>
                <button
                  type="button"
                  onClick={() => {
                    if (entry.kind === 'folder') void open(entry.path)
                    else onChoose(entry.path)
                  }}
                >
                  {entry.kind === 'folder' ? (
                    <Folder size={16} aria-hidden="true" />
                  ) : (
                    <FileJson size={16} aria-hidden="true" />
                  )}
                  <span>{entry.name}</span>
                  {entry.kind === 'json' && (
                    <span className="muted nowrap">{sizeText(entry.sizeBytes)}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
          {listing.entries.length === 0 && <p className="muted">{words.empty}</p>}
        </>
      )}
      <footer>
        <Button onClick={onClose}>{words.close}</Button>
        <Button
          look="primary"
          disabled={listing === null}
          onClick={() => {
            if (listing !== null) onChoose(listing.folder)
          }}
        >
          {words.choose}
        </Button>
      </footer>
    </section>
  )
}
