import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { isReady } from './runtime.ts'
import { portsAbroad } from './message-port.ts'
import { strict } from './strict.ts'
import type { FromUtility, ToUtility } from './utility-parent-port.ts'

interface ForkOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly execArgv?: readonly string[]
  readonly cwd?: string
  readonly stdio?: 'pipe' | 'ignore' | 'inherit'
  readonly serviceName?: string
}

const running = new Map<ChildProcess, string>()

/** The utility processes that run now, as `app.getAppMetrics` tells of them. */
export function utilityMetrics(): {
  readonly pid: number
  readonly type: string
  readonly name: string
}[] {
  return [...running].map(([child, name]) => ({ pid: child.pid ?? 0, type: 'Utility', name }))
}

/** Electron's `UtilityProcess` over a forked Node: messages are structured clones, in order. */
class UtilityProcess extends EventEmitter {
  private readonly child: ChildProcess
  private readonly ports

  constructor(child: ChildProcess, serviceName: string) {
    super()
    this.child = child
    this.ports = portsAbroad(
      (portId, data) => {
        this.send({ kind: 'port', portId, data })
      },
      (portId) => {
        this.send({ kind: 'closed', portId })
      },
    )
    child.on('spawn', () => running.set(child, serviceName))
    child.on('exit', () => running.delete(child))
    child.on('spawn', () => this.emit('spawn'))
    child.on('message', (raw) => {
      const message = raw as FromUtility
      if (message.kind === 'message') this.emit('message', message.data)
      else if (message.kind === 'port') this.ports.hear(message.portId, message.data)
      else this.ports.close(message.portId)
    })
    child.on('exit', () => {
      this.ports.closeAll()
    })
    child.on('exit', (code) => this.emit('exit', code ?? 1))
  }
  get pid(): number | undefined {
    return this.child.exitCode === null ? this.child.pid : undefined
  }
  get stdout(): ChildProcess['stdout'] {
    return this.child.stdout
  }
  get stderr(): ChildProcess['stderr'] {
    return this.child.stderr
  }
  kill(): boolean {
    return this.child.kill()
  }
  postMessage(message: unknown, transfer?: readonly unknown[]): void {
    this.send({ kind: 'message', data: message, portIds: this.ports.send(transfer ?? []) })
  }
  private send(message: ToUtility): void {
    if (this.child.connected) this.child.send(message)
  }
}

const parentPort = new URL('./utility-parent-port.ts', import.meta.url).href

/** The stand-in for Electron's `utilityProcess`. */
export const utilityProcess = strict('utilityProcess', {
  fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}) {
    if (!isReady()) throw new Error('utilityProcess cannot be created before app is ready')
    const { stdio = 'inherit', execArgv = [], env = process.env, cwd, serviceName } = options
    const child = fork(modulePath, [...args], {
      serialization: 'advanced',
      execArgv: ['--import', parentPort, ...execArgv],
      env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', stdio, stdio, 'ipc'],
    })
    return strict(
      'UtilityProcess',
      new UtilityProcess(child, serviceName ?? 'Node Utility Process'),
    )
  },
})
