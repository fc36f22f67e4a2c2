import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
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
