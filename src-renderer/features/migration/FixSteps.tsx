import { useState, type ReactNode } from 'react'
import type { MigrationOutcome } from '#core/migration/outcome.ts'
import { Button } from '../../ui/Button.tsx'
import { saveText } from '../../ui/save-text.ts'
import { TextField } from '../../ui/Choice.tsx'
import { readyValue } from '../../session/loadable.ts'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { countText, totalCounts } from './migration.view-model.ts'
import { OutcomeTable } from './OutcomeTable.tsx'

const words = migrationStrings

/** What a `FixStep` takes. */
export interface FixStepProps {
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}

/** One way to fix drift: what it does, and the button that does it. */
export function FixStep({ title, text, children }: FixStepProps) {
  return (
    <section className="panel drift-step" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted">{text}</p>
      {children}
    </section>
  )
}

/** True while an action may be started: allowed, and no job runs. */
export function useMayFix(): boolean {
  const allowed = useMigration(({ guards }) => guards?.fixActions.allowed === true)
  const idle = useMigration(({ progress }) => progress === null)
  return allowed && idle
}

/** The import itself, named by what it will do once somebody has looked. */
function ImportButton({ look, named }: { look: MigrationOutcome | null; named: boolean }) {
  const migrate = useMigration((state) => state.migrate)
  const mayFix = useMayFix()
  const totals = look === null ? null : totalCounts(look)
  const nothing = totals !== null && totals.inserted + totals.updated === 0
  const label =
    totals === null || nothing
      ? words.migrate.run
      : words.migrate.runCounted(countText(totals.inserted), countText(totals.updated))
  return (
    <>
      {nothing && <span>{words.migrate.nothingToDo}</span>}
      <Button
        look={totals === null || nothing ? 'plain' : 'primary'}
        disabled={!mayFix || !named || nothing}
        onClick={() => void migrate(false)}
      >
        {label}
      </Button>
    </>
  )
}

/** Import again: first a look at what would happen, then the import itself. */
export function ImportStep() {
  const look = useMigration((state) => state.look)
  const sources = useMigration((state) => state.sources)
  const migrate = useMigration((state) => state.migrate)
  const idle = useMigration(({ progress }) => progress === null)
  const named = (readyValue(sources)?.found.length ?? 0) > 0
  return (
    <FixStep title={words.migrate.title} text={words.migrate.text}>
      {!named && <p className="drift-refused">{words.source.nothing}</p>}
      {look === null ? (
        <p className="caption">{words.migrate.lookFirst}</p>
      ) : (
        <OutcomeTable outcome={look} />
      )}
      <div className="drift-buttons">
        <Button
          look={look === null ? 'primary' : 'plain'}
          disabled={!idle || !named}
          onClick={() => void migrate(true)}
        >
          {look === null ? words.migrate.look : words.migrate.again}
        </Button>
        <ImportButton look={look} named={named} />
      </div>
    </FixStep>
  )
}

/** The database as JSON that the import reads. */
export function SnapshotStep() {
  const snapshot = useMigration((state) => state.snapshot)
  const mayFix = useMayFix()
  const [folder, setFolder] = useState('')
  return (
    <FixStep title={words.snapshot.title} text={words.snapshot.text}>
      <TextField
        label={words.snapshot.folder}
        value={folder}
        maxLength={4000}
        placeholder={words.snapshot.folderHint}
        onChange={setFolder}
      />
      <div className="drift-buttons">
        <Button
          disabled={!mayFix}
          onClick={() => void snapshot(folder.trim() === '' ? null : folder.trim())}
        >
          {words.snapshot.run}
        </Button>
      </div>
    </FixStep>
  )
}

async function saveDiff(): Promise<void> {
  const made = await useMigration.getState().driftDiff()
  if (made !== null) saveText(made.fileName, made.text)
}

/** The differences as a small file. */
export function DiffStep() {
  const compared = useMigration(
    ({ report }) => report.state === 'ready' && report.value.generated_at !== null,
  )
  return (
    <FixStep title={words.diff.title} text={words.diff.text}>
      <div className="drift-buttons">
        <Button disabled={!compared} onClick={() => void saveDiff()}>
          {words.diff.run}
        </Button>
      </div>
    </FixStep>
  )
}
