import { FolderOpen } from 'lucide-react'
import { useId, useState } from 'react'
import type { FoundSource, MigrationSources } from '#core/contract/migration.contract.ts'
import { IconButton } from '../../ui/Button.tsx'
import { ErrorState, Skeleton } from '../../ui/States.tsx'
import { FolderBrowser } from './FolderBrowser.tsx'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { countText, sizeText } from './migration.view-model.ts'

const words = migrationStrings.source
const PLACES = ['fromDir', 'stripfamJson', 'patternsJson', 'joblogJson'] as const
type Place = keyof MigrationSources

interface PlaceFieldProps {
  readonly place: Place
  readonly path: string | null
  readonly onBrowse: () => void
}

/** A path that is taken over when it is left or Enter is pressed. */
function PlaceField({ place, path, onBrowse }: PlaceFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const chooseSources = useMigration((state) => state.chooseSources)
  const take = () => {
    if (typed === null) return
    const next = typed.trim() === '' ? null : typed.trim()
    setTyped(null)
    if (next !== path) void chooseSources({ [place]: next })
  }
  return (
    <div className="field field-stacked">
      <div className="field-label">
        <label htmlFor={id}>{words[place]}</label>
      </div>
      <div className="drift-place">
        <div className="field-box">
          <input
            id={id}
            type="text"
            spellCheck={false}
            maxLength={4000}
            value={typed ?? path ?? ''}
            onChange={(event) => {
              setTyped(event.target.value)
            }}
            onBlur={take}
            onKeyDown={(event) => {
              if (event.key === 'Enter') take()
              else if (event.key === 'Escape') setTyped(null)
            }}
          />
        </div>
        <IconButton label={words.browseFor(words[place])} onClick={onBrowse}>
          <FolderOpen size={18} aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  )
}

function foundText({ layout, fileCount, sizeBytes }: FoundSource): string {
  return layout === 'file'
    ? words.foundFile(sizeText(sizeBytes))
    : words.foundFolder(countText(fileCount), sizeText(sizeBytes))
}

function Found() {
  const sources = useMigration((state) => state.sources)
  if (sources.state !== 'ready') return null
  const { found, problems } = sources.value
  return (
    <>
      {problems.length > 0 && (
        <section className="drift-trouble" role="alert" aria-label={words.problems}>
          <h3>{words.problems}</h3>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={words.found}>
        <h3>{words.found}</h3>
        {found.length === 0 && <p className="muted">{words.nothing}</p>}
        <ul className="drift-found">
          {found.map((source) => (
            <li key={source.dataset}>
              <strong>{migrationStrings.datasetTitles[source.dataset]}</strong>{' '}
              <span className="muted">{foundText(source)}</span>
              <span className="caption">{source.path}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** Where the JSON lies: a folder with all of it, or a file or folder for each dataset. */
export function SourceTab() {
  const sources = useMigration((state) => state.sources)
  const load = useMigration((state) => state.load)
  const chooseSources = useMigration((state) => state.chooseSources)
  const [browsing, setBrowsing] = useState<Place | null>(null)
  if (sources.state === 'failed') {
    return (
      <ErrorState
        title={sources.problem.message}
        safe={migrationStrings.failedSafe}
        remedy={sources.problem.remedy}
        details={sources.problem.requestId}
        detailsLabel={migrationStrings.details}
        retryLabel={migrationStrings.retry}
        onRetry={() => void load()}
      />
    )
  }
  if (sources.state !== 'ready') return <Skeleton label={migrationStrings.reading} lines={4} />
  const chosen = sources.value.sources
  if (browsing !== null) {
    return (
      <FolderBrowser
        what={words[browsing]}
        start={chosen[browsing] ?? chosen.fromDir}
        onChoose={(path) => {
          setBrowsing(null)
          void chooseSources({ [browsing]: path })
        }}
        onClose={() => {
          setBrowsing(null)
        }}
      />
    )
  }
  return (
    <>
      <p className="muted">{words.lead}</p>
      {PLACES.map((place) => (
        <PlaceField
          key={place}
          place={place}
          path={chosen[place]}
          onBrowse={() => {
            setBrowsing(place)
          }}
        />
      ))}
      <Found />
    </>
  )
}
