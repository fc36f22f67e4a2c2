import { nodeCodec } from './clone-codec.ts'
import { ipcMain } from './ipc-main.ts'
import type { MainMessage, PageMessage } from './page/preload-world.ts'
import { portsAbroad } from './message-port.ts'
import { PRELOAD_WORLD, type PageTarget } from './page-target.ts'

/** What a channel needs of the web contents it serves. */
export interface ChannelOwner {
  /** The event's facts for `ipcMain`: sender and frame. */
  readonly ipcEvent: () => object
  readonly windowOpened: (address: string) => void
  readonly preloadFailed: (message: string) => void
}

/** IPC with one page: messages to it wait until its preload world is there. */
export interface RendererChannel {
  readonly attach: (page: PageTarget) => void
  readonly send: (channel: string, args: readonly unknown[], transfer?: readonly unknown[]) => void
}

/** Connects a page's `ipcRenderer` with `ipcMain`. */
export function rendererChannel(owner: ChannelOwner): RendererChannel {
  let page: PageTarget | undefined
  let worldId: number | undefined
  let waiting: MainMessage[] = []

  function push(message: MainMessage): void {
    if (page === undefined || worldId === undefined) {
      waiting.push(message)
      return
    }
    const call = {
      functionDeclaration: 'function (text) { window.standInReceive(text) }',
      executionContextId: worldId,
      arguments: [{ value: JSON.stringify(message) }],
    }
    // A page that went away meanwhile hears nothing, as in Electron.
    page.session.send('Runtime.callFunctionOn', call).then(undefined, () => undefined)
  }

  const ports = portsAbroad((portId, data) => {
    push({ kind: 'port', portId, data: nodeCodec.encode(data) })
  })

  async function answer(message: Extract<PageMessage, { kind: 'invoke' }>, askingWorld: number) {
    const { id, channel } = message
    let reply: MainMessage
    try {
      const args = nodeCodec.decode(message.args) as unknown[]
      const value = await ipcMain.answer(channel, owner.ipcEvent(), args)
      reply = { kind: 'answer', id, value: nodeCodec.encode(value) }
    } catch (error) {
      reply = { kind: 'refusal', id, message: String(error) }
    }
    if (askingWorld === worldId) push(reply)
  }

  function take(message: PageMessage, world: number): void {
    switch (message.kind) {
      case 'invoke':
        void answer(message, world)
        break
      case 'send':
        ipcMain.emit(
          message.channel,
          owner.ipcEvent(),
          ...(nodeCodec.decode(message.args) as unknown[]),
        )
        break
      case 'port':
        ports.hear(message.portId, nodeCodec.decode(message.data))
        break
      case 'window-open':
        owner.windowOpened(message.address)
        break
      case 'preload-error':
        owner.preloadFailed(message.message)
        break
    }
  }

  function attach(opened: PageTarget): void {
    page = opened
    opened.session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { readonly frameId?: string }
      if (context.name !== PRELOAD_WORLD || frameId !== opened.targetId) return
      worldId = context.id
      const held = waiting
      waiting = []
      held.forEach(push)
    })
    opened.session.on('Runtime.executionContextsCleared', () => {
      worldId = undefined
      ports.closeAll()
    })
    opened.session.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      take(JSON.parse(payload) as PageMessage, executionContextId)
    })
  }

  return {
    attach,
    send(channel, args, transfer = []) {
      const portIds = ports.send(transfer)
      push({ kind: 'event', channel, args: nodeCodec.encode(args), portIds })
    },
  }
}
