import { EventEmitter } from 'node:events'

/**
 * `process.parentPort` inside a utility process. As in Electron, messages wait for the first
 * listener, and the process goes when its parent goes.
 */
class ParentPort extends EventEmitter {
  private waiting: unknown[] = []

  constructor() {
    super()
    process.on('message', (data) => {
      if (this.listenerCount('message') === 0) this.waiting.push(data)
      else this.emit('message', { data, ports: [] })
    })
    process.on('disconnect', () => process.exit(0))
  }
  postMessage(message: unknown): void {
    process.send?.(message)
  }
  override on(name: string, listener: (event: unknown) => void): this {
    super.on(name, listener)
    if (name !== 'message') return this
    const held = this.waiting
    this.waiting = []
    for (const data of held) this.emit('message', { data, ports: [] })
    return this
  }
}

Object.assign(process, { parentPort: new ParentPort(), type: 'utility' })
