import { describe, expect, onTestFinished, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { LinkBrokenError, webSocketBridge } from '../../src-renderer/web-socket-bridge.ts'
import { type Bench, startBench } from './bench.ts'

/** The page's bridge on a real server; `links` are the sockets it has opened so far. */
async function startBridge(bench: Bench) {
  const cookie = await bench.signIn()
  const links: ReturnType<Bench['openLink']>[] = []
  const bridge = webSocketBridge(() => {
    const link = bench.openLink(cookie)
    link.on('error', () => undefined)
    links.push(link)
    return link
  })
  onTestFinished(() => {
    bridge.close()
  })
  const states: string[] = []
  bridge.onLinkState((state) => states.push(state))
  return { bridge, links, states }
}

describe('while the link is open', () => {
  test('calls made before the handshake is done wait for it', async () => {
    const { bridge } = await startBridge(await startBench())
    const answers = [1, 2, 3].map((n) => bridge.invoke('plans.open', n))
    expect(await Promise.all(answers)).toEqual(
      [1, 2, 3].map((input) => success({ call: 'plans.open', input })),
    )
    expect(bridge.linkState()).toBe('open')
  })

  test('events reach their listeners until these stop listening', async () => {
    const bench = await startBench()
    const { bridge } = await startBridge(bench)
    await bridge.invoke('a.b', {})
    const heard: unknown[] = []
    const other: unknown[] = []
    const stop = bridge.on('runs.changed', (payload) => heard.push(payload))
    bridge.on('runs.changed', (payload) => other.push(payload))
    bench.tell('runs.changed', { runId: 'r1' })
    bench.tell('plans.changed', { planId: 'p1' })
    await bridge.invoke('a.b', {})
    stop()
    bench.tell('runs.changed', { runId: 'r2' })
    await bridge.invoke('a.b', {})
    expect(heard).toEqual([{ runId: 'r1' }])
    expect(other).toEqual([{ runId: 'r1' }, { runId: 'r2' }])
  })
})

describe('when the link breaks', () => {
  test('unanswered calls are rejected, once, and are not sent again', async () => {
    const calls: string[] = []
    const bench = await startBench((call) => {
      calls.push(call)
      return call === 'machine.start'
        ? new Promise(() => undefined)
        : Promise.resolve(success(call))
    })
    const { bridge, links, states } = await startBridge(bench)
    const start = bridge.invoke('machine.start', {})
    await expect.poll(() => calls).toEqual(['machine.start'])
    links[0]?.terminate()
    await expect(start).rejects.toBeInstanceOf(LinkBrokenError)
    await expect(bridge.invoke('plans.list', {})).rejects.toBeInstanceOf(LinkBrokenError)
    await expect.poll(() => states).toEqual(['broken', 'open'])
    expect(await bridge.invoke('plans.list', {})).toEqual(success('plans.list'))
    expect(calls).toEqual(['machine.start', 'plans.list'])
    expect(links).toHaveLength(2)
  })

  test('listeners of events still hear after the reconnection', async () => {
    const bench = await startBench()
    const { bridge, links, states } = await startBridge(bench)
    await bridge.invoke('a.b', {})
    const heard: unknown[] = []
    bridge.on('plans.changed', (payload) => heard.push(payload))
    links[0]?.terminate()
    await expect.poll(() => states).toEqual(['broken', 'open'])
    bench.tell('plans.changed', { planId: 'p1' })
    await expect.poll(() => heard).toEqual([{ planId: 'p1' }])
  })

  test('a server that is not there leaves the link broken and every call rejected', async () => {
    const bench = await startBench()
    await bench.server.close()
    const bridge = webSocketBridge(() => {
      const link = bench.openLink('')
      link.on('error', () => undefined)
      return link
    })
    onTestFinished(() => {
      bridge.close()
    })
    await expect(bridge.invoke('plans.list', {})).rejects.toBeInstanceOf(LinkBrokenError)
    expect(bridge.linkState()).toBe('broken')
  })

  test('close gives up for good', async () => {
    const { bridge, links, states } = await startBridge(await startBench())
    await bridge.invoke('a.b', {})
    bridge.close()
    await expect.poll(() => states).toEqual(['broken'])
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(links).toHaveLength(1)
  })
})
