import { LINE_CLASS } from '../line-class.ts'
import { WORK_SYSTEMS } from '../manual/axes.ts'
import {
  goFault,
  jobRuns,
  sendSystemLine,
  setManual,
  setTimes,
  type SessionDraft,
} from '../session/session-draft.ts'
import { fitsWindow } from '../session/stream-window.ts'

/** How often a `$G` goes out among the program's lines. */
export const SYNC_INTERVAL_MS = 1000
/** The first one of a job comes this soon. */
export const FIRST_SYNC_MS = 200
/** `$G` and its newline. */
const SYNC_BYTES = 3

const INTEGRITY_REMEDY =
  'Press Stop to reset the controller, check cable and earthing, then home and start again.'

/**
 * Now and then sends a `$G` among the lines. Its `[GC:]` must arrive when it is the oldest line
 * unanswered: that proves that no answer was lost, doubled or merged, within about a second, which
 * no count of answers alone can do.
 */
export function sendSync(draft: SessionDraft): void {
  const { session, atMs } = draft
  const { job, window, times } = session
  if (job === null || job.sync === 'sent' || !syncIsDue(session, atMs)) return
  if (atMs < times.guardUntilMs || !fitsWindow(window, SYNC_BYTES)) return
  const before = window.lines.at(-1)
  if (before === undefined) return
  if (before.origin.kind === 'program') {
    const bits = job.program.lineClasses[before.origin.lineIndex] ?? 0
    if ((bits & (LINE_CLASS.alone | LINE_CLASS.waitForAnswer)) !== 0) return
  }
  session.job = { ...job, sync: 'sent' }
  setTimes(draft, { lastSyncMs: atMs })
  sendSystemLine(draft, '$G', 'sync')
}

/** Behind the last line one more, whenever the one before it was. */
function syncIsDue({ state, times }: SessionDraft['session'], atMs: number): boolean {
  const isLast = state === 'draining' && times.lastSyncMs < times.stateSinceMs
  return isLast || atMs - times.lastSyncMs >= SYNC_INTERVAL_MS
}

/** The parser told its words: the answer to the oldest line, if every answer has arrived. */
export function onParserState(draft: SessionDraft, words: readonly string[]): void {
  const { session } = draft
  session.parserWords = words
  noteSystem(draft, words)
  const { job, window } = session
  if (job === null || !jobRuns(session) || job.sync === 'none') return
  if (session.state === 'aborting' || session.state === 'resetWait') return
  const place = window.lines.findIndex(
    ({ origin }) => origin.kind === 'system' && origin.purpose === 'sync',
  )
  session.job = { ...job, sync: 'none' }
  if (place === 0) return
  const what =
    place > 0
      ? `${String(place)} ${place === 1 ? 'answer' : 'answers'} of the controller never arrived`
      : 'The controller answered more lines than it was sent'
  goFault(draft, `${what}, so what it has cut is not sure.`, INTEGRITY_REMEDY)
}

/** The program may have chosen another work zero: that one is brought back behind a reset. */
function noteSystem(draft: SessionDraft, words: readonly string[]): void {
  const { session } = draft
  const system = WORK_SYSTEMS.find((name) => words.includes(name))
  const { modal } = session.manual
  if (!jobRuns(session) || system === undefined || modal === null) return
  setManual(draft, { modal: { ...modal, system } })
}

/** The `$G` was answered; without its words before, it has proved nothing. */
export function onSyncAnswered(draft: SessionDraft): void {
  const { job } = draft.session
  if (job?.sync === 'sent') draft.session.job = { ...job, sync: 'unproved' }
}
