import { utilityProcess } from 'electron'
import type { EngineSpawner } from '../machine/engine-link.ts'

/** Starts a module as a utility process: its own event loop and heap, ended with the app. */
export function utilityEngine(
  modulePath: string,
  serviceName = 'RMOS machine engine',
): EngineSpawner {
  return () => {
    const engine = utilityProcess.fork(modulePath, [], {
      serviceName,
      stdio: 'inherit',
    })
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
