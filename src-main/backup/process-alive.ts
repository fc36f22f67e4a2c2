import { systemErrorCode } from '../files/durable-files.ts'

/** Whether a process of this number lives on this computer; this process itself does. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return systemErrorCode(error) === 'EPERM'
  }
}
