import type { Writable } from 'node:stream'
import { systemErrorCode } from '../files/durable-files.ts'

/**
 * Lets the reader of an output go away (`rmos dxf info F --json | head`): what it no longer reads is lost
 * to it alone, and a command that is at work, a cut most of all, goes on to its end. Any other fault of the
 * output is thrown as before.
 */
export function outliveReaders(...outputs: readonly Writable[]): void {
  for (const output of outputs) {
    output.on('error', (error: Error) => {
      if (systemErrorCode(error) !== 'EPIPE') throw error
    })
  }
}
