import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { backupModulePath } from '../backup/backup-desk.ts'
import { migrationModulePath } from '../migration/task-runner.ts'
import { success } from '#core/outcome/result.ts'
import { forkEngine } from '../machine/fork-engine.ts'
import { startServer } from '../serve/start-server.ts'
import { keepWorkshop } from '../workshop/workshop-keeper.ts'
import { tellProblem, tellUsage } from './answer.ts'
import { openWithSystem } from './open-with-system.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'

function untilInterrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else
      signal.addEventListener('abort', () => {
        resolve()
      })
  })
}

async function serveOn(context: CommandContext, port: number, open: boolean): Promise<ExitCode> {
  const kept = await keepWorkshop({
    dataDir: context.dataDir,
    ...context.database,
    installDir: context.installDir,
    shell: 'browser',
    spawnEngine: forkEngine(),
    spawnBackup: forkEngine(backupModulePath()),
    spawnMigration: forkEngine(migrationModulePath()),
    log: context.writeNote,
    openFolder: (path) => {
      openWithSystem(path)
      return Promise.resolve(success(undefined))
    },
    logDefect: (entry) => {
      context.writeNote(`${entry.requestId} ${entry.call}: ${entry.stack}`)
    },
    newRequestId: () => randomBytes(8).toString('hex'),
  })
  if (!kept.ok) return tellProblem(context, kept.error)
  const keeper = kept.value
  if (keeper.workshop() === null) context.writeNote('RMOS is in safe mode: the page says why.')
  try {
    const server = await startServer({
      dispatch: keeper.dispatch,
      subscribe: (listener) => keeper.subscribe(listener),
      rendererDir: join(context.installDir, 'out/renderer'),
      port,
      host: '127.0.0.1',
      onNewLink: (url) => {
        context.writeNote(`For another browser: ${url}`)
      },
    })
    if (!server.ok) return tellProblem(context, server.error)
    context.writeResult(server.value.url)
    context.writeNote('Only this computer can connect. Ctrl+C ends RMOS.')
    if (open) openWithSystem(server.value.url)
    keeper.startBackups()
    await untilInterrupted(context.interrupted)
    await server.value.close()
    return EXIT.done
  } finally {
    await keeper.close()
  }
}

/** `serve`: the app in a browser on this computer. */
export const serve: Command = {
  name: 'serve',
  summary: 'the app in a browser on this computer (bench view)',
  usage:
    'Usage: rmos serve [--port N] [--open]\nPrints a link that lets one browser in. Only this computer can connect.\nExample: rmos serve --open',
  options: { port: { type: 'string' }, open: { type: 'boolean', default: false } },
  run: ({ values }, context) => {
    const port = Number(values['port'] ?? 0)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      return Promise.resolve(tellUsage(context, 'serve', '--port goes from 0 to 65535'))
    }
    return serveOn(context, port, values['open'] === true)
  },
}
