import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { Command, CommandContext, ExitCode } from './command.ts'
import { EXIT } from './command.ts'
import { COMMANDS } from './commands.ts'
import { chooseDatabase, chooseDataDir } from './data-dir.ts'

const COMMON_OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
} as const satisfies ParseArgsOptionsConfig

/** The command whose name the words begin with; of two, the longer name. */
function findCommand(words: readonly string[]): Command | null {
  const two = words.slice(0, 2).join(' ')
  return (
    COMMANDS.find(({ name }) => name === two) ??
    COMMANDS.find(({ name }) => name === words[0]) ??
    null
  )
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length))
  const rows = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'RMOS, from a rosette plan to cut-ready G-code.',
    '',
    'Usage: rmos <command> [options]',
    '',
    ...rows,
    '',
    'For every command: --data DIR (where the workshop keeps its data), --json, --help.',
    'Example: rmos demo',
    '',
  ].join('\n')
}

function write(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => {
    stream.write(text.endsWith('\n') ? text : `${text}\n`)
  }
}

function refuse(message: string): ExitCode {
  process.stderr.write(`rmos: ${message}\n`)
  return EXIT.usage
}

function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      controller.abort()
    })
  }
  return controller.signal
}

async function runParsed(command: Command, words: readonly string[], installDir: string) {
  const parsed = parseArgs({
    args: [...words],
    options: { ...command.options, ...COMMON_OPTIONS },
    allowPositionals: true,
  })
  const { data, json, help, ...values } = parsed.values
  if (help) {
    process.stdout.write(`${command.summary}\n\n${command.usage}\n`)
    return EXIT.done
  }
  const dataDir = chooseDataDir(
    typeof data === 'string' ? data : undefined,
    process.env,
    process.platform,
  )
  const context: CommandContext = {
    writeResult: write(process.stdout),
    writeNote: write(process.stderr),
    json,
    interactive: process.stderr.isTTY,
    dataDir,
    database: chooseDatabase(dataDir, process.env),
    installDir,
    interrupted: interruptSignal(),
  }
  return command.run({ values, positionals: parsed.positionals }, context)
}

function isParseFault(thrown: unknown): thrown is TypeError {
  return (
    thrown instanceof TypeError &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    thrown.code.startsWith('ERR_PARSE_ARGS')
  )
}

/** What a throw means: a wrong option is a usage fault, anything else a defect told with its stack. */
function tellThrown(command: Command, thrown: unknown): ExitCode {
  if (isParseFault(thrown)) {
    return refuse(`${command.name}: ${thrown.message.split('\n')[0] ?? ''}`)
  }
  const defect = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  process.stderr.write(`rmos: internal error in ${command.name}\n${defect}\n`)
  return EXIT.internalError
}

const HELP_WORDS: readonly string[] = ['--help', '-h', 'help']

/** Runs one command line and returns its exit code; a defect is told with its stack and exit 1. */
export async function runCommandLine(
  words: readonly string[],
  installDir: string,
): Promise<ExitCode> {
  const first = words[0]
  if (first === undefined || HELP_WORDS.includes(first)) {
    process.stdout.write(overview())
    return first === undefined ? EXIT.usage : EXIT.done
  }
  const command = findCommand(words)
  if (command === null) {
    return refuse(`there is no command "${words.slice(0, 2).join(' ')}"; rmos --help lists them`)
  }
  try {
    return await runParsed(command, words.slice(command.name.split(' ').length), installDir)
  } catch (thrown) {
    return tellThrown(command, thrown)
  }
}
