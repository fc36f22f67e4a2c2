import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** The exit code by which shells tell that a signal ended a program. */
const SIGNAL_EXIT_BASE = 128

/**
 * Runs a program with this one's terminal and resolves to its exit code. Signals sent to this
 * process alone are passed on; Ctrl+C in a terminal reaches both by itself, and passing it on would
 * make it two. Rejects when the program cannot be started.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runChild(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      const terminalTellsBoth = signal === 'SIGINT' && process.stdin.isTTY
      if (!terminalTellsBoth) child.kill(signal)
    }
    for (const signal of SIGNALS) process.on(signal, passOn)
    const finished = () => {
      for (const signal of SIGNALS) process.off(signal, passOn)
    }
    child.once('error', (error) => {
      finished()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      finished()
      resolve(code ?? SIGNAL_EXIT_BASE + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
