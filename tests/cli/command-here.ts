import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, type CommandContext } from '../../src-main/cli/command.ts'
import { COMMANDS } from '../../src-main/cli/commands.ts'
import { chooseDatabase } from '../../src-main/cli/data-dir.ts'
import { engineHere } from '../machine/engine-here.ts'

/** How a command that ran in the test's own process ended. */
export interface EndedHere {
  readonly code: number
  readonly result: string
  readonly notes: string
}

/** What may be put in the place of the usual. */
export interface CommandSurroundings {
  /** Instead of the command that is found by its name. */
  readonly command?: Command
  readonly interrupted?: AbortSignal
  /** Hears every note as it is written. */
  readonly onNote?: (note: string) => void
}

/** Runs a command of two words in this process: as quick as its engine, and an interrupt is a signal. */
export async function commandHere(
  dataDir: string,
  words: readonly string[],
  around: CommandSurroundings = {},
): Promise<EndedHere> {
  const name = words.slice(0, 2).join(' ')
  const command = around.command ?? COMMANDS.find((one) => one.name === name)
  if (command === undefined) throw new Error(`there is no command ${name}`)
  const { values, positionals } = parseArgs({
    args: words.slice(2),
    options: { ...command.options, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const results: string[] = []
  const notes: string[] = []
  const context: CommandContext = {
    writeResult: (text) => results.push(text),
    writeNote: (text) => {
      notes.push(text)
      around.onNote?.(text)
    },
    json: values['json'] === true,
    interactive: false,
    dataDir,
    database: chooseDatabase(dataDir, {}),
    installDir: resolve(import.meta.dirname, '../..'),
    spawnEngine: engineHere,
    interrupted: around.interrupted ?? new AbortController().signal,
  }
  const { json: _, ...given } = values
  const code = await command.run({ values: given, positionals }, context)
  return { code, result: results.join('\n'), notes: notes.join('\n') }
}
