import { showProblem, showToast } from '../ui/toast.store.ts'
import { sessionStrings } from './session.strings.ts'

/**
 * Puts a text on the clipboard and says so with `done`. Browsers keep the clipboard from pages that came
 * over plain HTTP from another computer, which a paired tablet's are; that is said instead.
 */
export function copyText(text: string, done: string): void {
  if (!window.isSecureContext) {
    showProblem(sessionStrings.noClipboard)
    return
  }
  navigator.clipboard.writeText(text).then(
    () => {
      showToast(done)
    },
    () => {
      showProblem(sessionStrings.noClipboard)
    },
  )
}
