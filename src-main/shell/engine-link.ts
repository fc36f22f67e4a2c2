import { utilityProcess, type UtilityProcess } from 'electron'
import type { EngineSpawner } from '../machine/engine-link.ts'

/**
 * Starts a module as a utility process: its own event loop and heap, ended with the app. `flags` are
 * options of Node, `started` hears of each process.
 */
export function utilityEngine(
  modulePath: string,
  serviceName = 'RMOS machine engine',
  flags: readonly string[] = [],
  started: (engine: UtilityProcess) => void = () => undefined,
): EngineSpawner {
  return () => {
    const engine = utilityProcess.fork(modulePath, [], {
      serviceName,
      execArgv: [...flags],
      stdio: 'inherit',
    })
    started(engine)
    return {
      post: (message) => {
        engine.postMessage(message)
      },
      onMessage: (listener) => {
        engine.on('message', listener)
      },
      onExit: (listener) => {
        engine.once('exit', listener)
      },
      kill: () => {
        engine.kill()
      },
    }
  }
}
