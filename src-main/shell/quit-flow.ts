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
  let asking = false
  let agreed = false
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
    asking = true
    try {
      agreed = await parts.ask(question)
      if (!agreed) return
      await closeWorkshop()
      parts.quit()
    } finally {
      asking = false
    }
  }

  return {
    windowClosing(event) {
      if (agreed) {
        // The workshop is still closing: the window goes when that is done.
        if (asking) event.preventDefault()
        return
      }
      const question = parts.question()
      if (question === null) return
      event.preventDefault()
      if (!asking) askAndLeave(question).catch(parts.logDefect)
    },
    willQuit(event) {
      event.preventDefault()
      void closeWorkshop().then(parts.exit)
    },
  }
}
