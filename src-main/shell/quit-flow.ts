import type { CloseQuestion } from './close-question.ts'

/** What leaving needs; the electron parts are passed in so that the order can be tested. */
export interface QuitParts {
  readonly question: () => CloseQuestion | null
  readonly ask: (question: CloseQuestion) => Promise<boolean>
  /** Stops a running job and closes the database. */
  readonly closeWorkshop: () => Promise<void>
  readonly quit: () => void
  readonly exit: (code: number) => void
  readonly logDefect: (defect: unknown) => void
}

/** The two moments at which leaving can still be refused or put off. */
export interface QuitFlow {
  readonly windowClosing: (event: { readonly preventDefault: () => void }) => void
  readonly willQuit: (event: { readonly preventDefault: () => void }) => void
}

/**
 * Leaves in this order: ask when a job runs (once at a time); stop the job and close the workshop
 * while the window still shows the machine; then go. Without a job the window goes first. Exit
 * code 1 when the workshop could not be closed in order.
 */
export function createQuitFlow(parts: QuitParts): QuitFlow {
  let phase: 'open' | 'asking' | 'closing' | 'closed' = 'open'
  let workshopClosed: Promise<number> | undefined

  function closeWorkshop(): Promise<number> {
    workshopClosed ??= parts.closeWorkshop().then(
      () => 0,
      (defect: unknown) => {
        parts.logDefect(defect)
        return 1
      },
    )
    return workshopClosed
  }

  async function askAndLeave(question: CloseQuestion): Promise<void> {
    phase = 'asking'
    const agreed = await parts.ask(question).catch((defect: unknown) => {
      parts.logDefect(defect)
      return false
    })
    phase = agreed ? 'closing' : 'open'
    if (!agreed) return
    await closeWorkshop()
    phase = 'closed'
    parts.quit()
  }

  return {
    windowClosing(event) {
      if (phase === 'closed') return
      const question = phase === 'open' ? parts.question() : null
      if (phase === 'open' && question === null) return
      event.preventDefault()
      if (question !== null) void askAndLeave(question)
    },
    willQuit(event) {
      event.preventDefault()
      void closeWorkshop().then(parts.exit)
    },
  }
}
