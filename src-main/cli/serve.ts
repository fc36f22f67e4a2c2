import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { BenchNetwork } from '#core/contract/bench.contract.ts'
import { success } from '#core/outcome/result.ts'
import { backupModulePath } from '../backup/backup-desk.ts'
import type { DefectEntry } from '../handlers/router.ts'
import type { DirectWays } from '../machine/direct-ways.ts'
import { forkEngine } from '../machine/fork-engine.ts'
import { migrationModulePath } from '../migration/task-runner.ts'
import { type Bench, openBench } from '../serve/open-bench.ts'
import { isShopAddress } from '../serve/own-addresses.ts'
import { startServer } from '../serve/start-server.ts'
import { keepWorkshop } from '../workshop/workshop-keeper.ts'
import { tellProblem, tellUsage } from './answer.ts'
import { openWithSystem } from './open-with-system.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'

/** Where the build puts the screen, in the installation's folder. */
const RENDERER = 'out/renderer'

function untilInterrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else
      signal.addEventListener('abort', () => {
        resolve()
      })
  })
}

/** Where to listen. */
interface Listening {
  readonly port: number
  /** Null keeps the shop network closed; an empty list takes all its addresses. */
  readonly network: readonly string[] | null
}

/** What to type on a tablet: the addresses and the code, in a terminal only the shop PC has. */
function tellNetwork(context: CommandContext, { urls, code }: BenchNetwork): void {
  context.writeNote('Anyone in this network can reach RMOS now, unencrypted; they need the code.')
  for (const url of urls) context.writeNote(`On a tablet: ${url}`)
  if (code === null) return
  const minutes = String(Math.round(code.secondsLeft / 60))
  context.writeNote(`Pairing code: ${code.digits}, good once within ${minutes} minutes.`)
  context.writeNote('The Settings page makes more codes and lists the paired devices.')
}

async function openNetwork(
  context: CommandContext,
  bench: Bench,
  { network, port }: Listening,
): Promise<ExitCode> {
  if (network === null) {
    context.writeNote('Only this computer can connect. Ctrl+C ends RMOS.')
    return EXIT.done
  }
  const opened = await bench.network.open(network.length === 0 ? undefined : network, port)
  if (!opened.ok) return tellProblem(context, opened.error)
  tellNetwork(context, opened.value)
  return EXIT.done
}

/** How a bench is served. */
interface ServeOrder {
  readonly listening: Listening
  /** Shows the page in the system's browser. */
  readonly open: boolean
  readonly direct: DirectWays
}

/** Serves a bench until Ctrl+C. */
async function serveBench(
  context: CommandContext,
  bench: Bench,
  { listening, open, direct }: ServeOrder,
): Promise<ExitCode> {
  const server = await startServer({
    dispatch: bench.shopPc.dispatch,
    subscribe: bench.subscribe,
    rendererDir: join(context.installDir, RENDERER),
    port: listening.port,
    host: '127.0.0.1',
    onNewLink: (url) => {
      context.writeNote(`For another browser on this computer: ${url}`)
    },
    joined: bench.joinShopPc,
    direct,
  })
  if (!server.ok) return tellProblem(context, server.error)
  const exit = await openNetwork(context, bench, listening)
  if (exit === EXIT.done) {
    context.writeResult(server.value.url)
    if (open) openWithSystem(server.value.url)
    await untilInterrupted(context.interrupted)
  }
  await server.value.close()
  return exit
}

async function serveOn(
  context: CommandContext,
  listening: Listening,
  open: boolean,
): Promise<ExitCode> {
  const reports = {
    log: context.writeNote,
    logDefect: (entry: DefectEntry) => {
      context.writeNote(`${entry.requestId} ${entry.call}: ${entry.stack}`)
    },
    newRequestId: () => randomBytes(8).toString('hex'),
  }
  const kept = await keepWorkshop({
    dataDir: context.dataDir,
    ...context.database,
    installDir: context.installDir,
    shell: 'browser',
    spawnEngine: forkEngine(),
    spawnBackup: forkEngine(backupModulePath()),
    spawnMigration: forkEngine(migrationModulePath()),
    openFolder: (path) => {
      openWithSystem(path)
      return Promise.resolve(success(undefined))
    },
    ...reports,
  })
  if (!kept.ok) return tellProblem(context, kept.error)
  const keeper = kept.value
  if (keeper.workshop() === null) context.writeNote('RMOS is in safe mode: the page says why.')
  const rendererDir = join(context.installDir, RENDERER)
  const bench = openBench({ keeper, dataDir: context.dataDir, rendererDir, ...reports })
  try {
    keeper.startBackups()
    return await serveBench(context, bench, { listening, open, direct: keeper.machine.direct })
  } finally {
    await bench.close()
    await keeper.close()
  }
}

/** The addresses that were named with `--address`; null when one is not of a shop network. */
function namedAddresses(value: string | undefined): readonly string[] | null {
  const named = value === undefined ? [] : [value]
  return named.every(isShopAddress) ? named : null
}

/** `serve`: the app in a browser on this computer, and on paired devices when that is asked for. */
export const serve: Command = {
  name: 'serve',
  summary: 'the app in a browser on this computer (bench view), or on paired devices too',
  usage: `Usage: rmos serve [--port N] [--open] [--network [--address A]]
Prints a link that lets one browser in. Only this computer can connect.
--network also listens at this computer's addresses in private networks (--address: at that one alone)
and prints a pairing code for a tablet. What a tablet sends and sees travels unencrypted: open RMOS in a
network you trust only. Paired devices watch and can stop; control is asked for on the page.
Examples: rmos serve --open
          rmos serve --network --address 192.168.1.20 --port 8420`,
  options: {
    port: { type: 'string' },
    open: { type: 'boolean', default: false },
    network: { type: 'boolean', default: false },
    address: { type: 'string' },
  },
  run: ({ values }, context) => {
    const refuse = (why: string) => Promise.resolve(tellUsage(context, 'serve', why))
    const port = Number(values['port'] ?? 0)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      return refuse('--port goes from 0 to 65535')
    }
    const address = values['address'] as string | undefined
    const isNetwork = values['network'] === true
    if (address !== undefined && !isNetwork) return refuse('--address goes with --network')
    const addresses = namedAddresses(address)
    if (addresses === null) {
      return refuse(`--address ${address ?? ''} is no IPv4 address of a private network`)
    }
    const listening = { port, network: isNetwork ? addresses : null }
    return serveOn(context, listening, values['open'] === true)
  },
}
