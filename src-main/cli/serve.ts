import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createDispatch } from '../handlers/router.ts'
import { forkEngine } from '../machine/fork-engine.ts'
import { startServer } from '../serve/start-server.ts'
import { openWorkshop } from '../workshop/open-workshop.ts'
import { tellProblem, tellUsage } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'

/** Opens the link in the person's browser; where that fails the printed link is there. */
function openInBrowser(url: string): void {
  const [command, args] =
    process.platform === 'win32'
      ? (['rundll32', ['url.dll,FileProtocolHandler', url]] as const)
      : ([process.platform === 'darwin' ? 'open' : 'xdg-open', [url]] as const)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  // a machine without a browser opener still has the printed link
  child.on('error', () => {
    child.unref()
  })
  child.unref()
}

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
  const opened = await openWorkshop({
    dataDir: context.dataDir,
    installDir: context.installDir,
    shell: 'browser',
    spawnEngine: forkEngine(),
    log: context.writeNote,
  })
  if (!opened.ok) return tellProblem(context, opened.error)
  const workshop = opened.value
  try {
    const server = await startServer({
      dispatch: createDispatch(
        workshop.handlers,
        (entry) => {
          context.writeNote(`${entry.requestId} ${entry.call}: ${entry.stack}`)
        },
        () => randomBytes(8).toString('hex'),
      ),
      subscribe: (listener) => workshop.subscribe(listener),
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
    if (open) openInBrowser(server.value.url)
    await untilInterrupted(context.interrupted)
    await server.value.close()
    return EXIT.done
  } finally {
    await workshop.close()
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
