import { describeError } from '../code-tables.ts'
import { beginAbort } from '../session/session-abort.ts'
import { sendSystemLine, type SessionDraft } from '../session/session-draft.ts'
import type { JobScript } from '../session/session-types.ts'
import { onDrained, onRetracted, onReturned } from './tool-change.ts'

/** Sends the next line when nothing is unanswered. */
export function sendScript(draft: SessionDraft, script: JobScript): void {
  const { session } = draft
  const text = script.lines[script.next]
  if (session.window.lines.length > 0 || draft.atMs < session.times.guardUntilMs) return
  if (text === undefined) throw new Error(`script ${script.purpose}: no line left`)
  sendSystemLine(draft, text, 'script')
}

/** A line of the script was answered. */
export function onScriptAnswer(draft: SessionDraft, errorCode: number | null): void {
  const { session } = draft
  const script = session.job?.script ?? null
  if (session.job === null || script === null) return
  if (errorCode !== null) {
    if (session.state === 'aborting') return
    const { meaning } = describeError(session.tables, errorCode)
    const line = script.lines[script.next] ?? ''
    beginAbort(draft, {
      outcome: 'fault',
      sentence: `The controller refused ${line} of ${NAMES[script.purpose]} with error ${String(errorCode)}: ${meaning}; the machine was stopped`,
      afterReset: 'nothing',
    })
    return
  }
  const next = script.next + 1
  if (next < script.lines.length) {
    session.job = { ...session.job, script: { ...script, next } }
    return
  }
  session.job = { ...session.job, script: null }
  AFTER[script.purpose](draft)
}

const NAMES: Readonly<Record<JobScript['purpose'], string>> = {
  preamble: 'the resume',
  drain: 'the tool change',
  retract: 'the tool change',
  return: 'the tool change',
  beforeCheck: 'the check',
}

const AFTER: Readonly<Record<JobScript['purpose'], (draft: SessionDraft) => void>> = {
  preamble: () => {
    // the program streams on from here
  },
  drain: onDrained,
  retract: onRetracted,
  return: onReturned,
  beforeCheck: (draft) => {
    const { job, parserWords } = draft.session
    const system = (parserWords ?? []).find((word) => /^G5[5-9]$/.test(word)) ?? null
    if (job !== null) draft.session.job = { ...job, kept: { ...job.kept, system } }
    sendSystemLine(draft, '$C', 'checkOn')
  },
}
