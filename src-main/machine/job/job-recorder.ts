import { journalEntry } from '#core/grbl/job/journal.ts'
import type { JournalHead } from '#core/grbl/job/journal.schema.ts'
import type { JobWatch } from '#core/grbl/job/job-watch.ts'
import type { Session } from '#core/grbl/session/session-types.ts'
import type { JobJournal } from './job-journal.ts'

/** How long a running job goes without an entry. */
const ENTRY_INTERVAL_MS = 1000

/** Keeps the journal of the job that runs: an entry a second and one at every change of state. */
export class JobRecorder {
  readonly #nowUtc: () => string
  #journal: JobJournal | null = null
  #lastMs = Number.NEGATIVE_INFINITY

  constructor(nowUtc: () => string) {
    this.#nowUtc = nowUtc
  }

  /** A job was taken. */
  begin(journal: JobJournal, head: JournalHead): void {
    this.#journal?.close()
    this.#journal = journal
    this.#lastMs = Number.NEGATIVE_INFINITY
    journal.note(head)
  }

  /** To be called for every event of a job. */
  observe(
    before: Session,
    after: Session,
    facts: { readonly watch: JobWatch; readonly atMs: number },
  ): void {
    const journal = this.#journal
    if (journal === null || after.job === null) return
    const isDue = facts.atMs - this.#lastMs >= ENTRY_INTERVAL_MS
    const { outcome, outcomeSentence } = after.job
    if (!isDue && before.state === after.state && outcome === null) return
    this.#lastMs = facts.atMs
    const { executing } = facts.watch.findings(after, facts.atMs)
    const t = this.#nowUtc()
    journal.note(journalEntry(after, executing, t))
    if (outcome === null) return
    journal.note({ t, end: outcome, sentence: outcomeSentence })
    journal.close()
    this.#journal = null
  }

  /** Why the journal is not kept; empty while it is. */
  trouble(): string {
    return this.#journal?.trouble() ?? ''
  }
}
