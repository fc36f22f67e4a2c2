/**
 * The wire between main and the machine engine's own process: `utilityProcess` in Electron, `fork`
 * elsewhere. Messages are plain structured-cloneable data, in order, at most once.
 */
export interface EngineLink {
  readonly post: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  /** Called once, with the exit code or null when a signal ended it. */
  readonly onExit: (listener: (code: number | null) => void) => void
  readonly kill: () => void
}

/** Starts the engine's process and returns the wire to it. */
export type EngineSpawner = () => EngineLink
