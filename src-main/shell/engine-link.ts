import { utilityProcess } from 'electron'
import type { EngineSpawner } from '../machine/engine-link.ts'

/** Starts the engine as a utility process: its own event loop and heap, ended with the app. */
export function utilityEngine(modulePath: string): EngineSpawner {
  return () => {
    const engine = utilityProcess.fork(modulePath, [], {
      serviceName: 'RMOS machine engine',
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
