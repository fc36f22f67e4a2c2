import { dialog, shell, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CloseQuestion } from './close-question.ts'

/** Index of the button that keeps RMOS open; also what Escape and Enter choose. */
const STAY = 0

/** Asks whether RMOS may close although a job runs; staying is the default. */
export async function askWhetherToClose(
  window: BrowserWindow,
  question: CloseQuestion,
): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'warning',
    title: 'RMOS',
    ...question,
    buttons: ['Keep RMOS open', 'Stop the job and close'],
    defaultId: STAY,
    cancelId: STAY,
    noLink: true,
  }
  const { response } = await dialog.showMessageBox(window, options)
  return response !== STAY
}

/** Shows a folder in the system's file browser. */
export async function showFolder(path: string): Promise<Result<void, Problem>> {
  const refusal = await shell.openPath(path)
  if (refusal === '') return success(undefined)
  const message = `${path} could not be opened: ${refusal}`
  return failure({ kind: 'storage', message, remedy: 'Open it by hand.', requestId: '' })
}
