import type { ParseArgsOptionsConfig } from 'node:util'
import type { EngineSpawner } from '../machine/engine-link.ts'
import type { DatabaseChoice } from './data-dir.ts'

/** Exit codes of every command; the last four are those of sysexits.h. */
export const EXIT = {
  done: 0,
  internalError: 1,
  verificationFailed: 2,
  reportFailed: 3,
  blocked: 4,
  machineFault: 5,
  usage: 64,
  invalidData: 65,
  inputNotFound: 66,
  cannotWrite: 73,
} as const

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What a command is given besides its arguments. */
export interface CommandContext {
  /** The result: nothing else may go to stdout. */
  readonly writeResult: (text: string) => void
  /** Progress and diagnostics, to stderr. */
  readonly writeNote: (text: string) => void
  /** True when `--json` was given: one JSON document with a `schema` field on stdout. */
  readonly json: boolean
  /** True when stderr is a terminal, where a progress bar may be drawn. */
  readonly interactive: boolean
  /** The workshop's data folder (`--data`, `RMOS_DATA` or the per-user default). */
  readonly dataDir: string
  /** Which database, as the environment says (`RMOS_DB_PATH`, `RMOS_SQLITE_DISABLE`). */
  readonly database: DatabaseChoice
  /** The folder that holds package.json and data/. */
  readonly installDir: string
  /** Aborted at the first Ctrl+C or SIGTERM. */
  readonly interrupted: AbortSignal
  /** Starts the machine engine; a process of its own unless told otherwise. */
  readonly spawnEngine?: EngineSpawner
}

/** One command of the command line. */
export interface Command {
  /** One or two words, e.g. `gcode check`. */
  readonly name: string
  readonly summary: string
  /** Usage line and at least one example, shown by `--help`. */
  readonly usage: string
  /** Options besides the common `--data`, `--json` and `--help`. */
  readonly options: ParseArgsOptionsConfig
  readonly run: (
    args: {
      readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
      readonly positionals: readonly string[]
    },
    context: CommandContext,
  ) => Promise<ExitCode>
}
