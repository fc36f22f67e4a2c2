import { app } from 'electron'

/** Exit code of a second RMOS on the same data folder. */
export const SECOND_INSTANCE_EXIT_CODE = 3

/**
 * Claims the data folder for this window; false when another window has it. `onSecond` is called
 * when somebody starts RMOS again.
 */
export function claimDataFolder(onSecond: () => void): boolean {
  const claimed = app.requestSingleInstanceLock()
  if (claimed) app.on('second-instance', onSecond)
  return claimed
}
