import { fork } from 'node:child_process'
import type { EngineLink, EngineSpawner } from './engine-link.ts'

/** Where the engine's entry lies: beside this module in the source tree, `engine.js` when built. */
export function engineModulePath(): string {
  const here = import.meta.filename
  return here.endsWith('.ts')
    ? `${import.meta.dirname}/engine-process.ts`
    : `${import.meta.dirname.replace(/[\\/]chunks$/, '')}/engine.js`
}

/**
 * Starts the engine, or another module of main that works in a process of its own, as a child process
 * of Node; for everything but Electron's own main. `flags` are options of Node.
 */
export function forkEngine(
  modulePath: string = engineModulePath(),
  flags: readonly string[] = [],
): EngineSpawner {
  return () => {
    const child = fork(modulePath, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // The parent's debugger, test loader and profiler flags are none of the engine's business.
      execArgv: [...flags],
    })
    const link: EngineLink = {
      post: (message) => {
        if (child.connected) child.send(message as object)
      },
      onMessage: (listener) => {
        child.on('message', listener)
      },
      onExit: (listener) => {
        // a process that could not be started, or written to, tells that as an error
        let told = false
        const tell = (code: number | null) => {
          if (told) return
          told = true
          listener(code)
        }
        child.once('exit', tell)
        child.on('error', () => {
          tell(null)
        })
      },
      kill: () => {
        child.kill()
      },
    }
    return link
  }
}
