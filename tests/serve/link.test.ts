import { describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { failure, success } from '#core/outcome/result.ts'
import { LINK_LIMITS } from '../../src-main/serve/client-link.ts'
import { type Bench, echo, startBench } from './bench.ts'

type Frame = Record<string, unknown>
/** A bound against hanging, for a busy machine. */
const PATIENT = { timeout: 10_000 }

/** A tab: its socket and every frame it got. */
async function openTab(bench: Bench, cookie?: string) {
  const socket = bench.openLink(cookie ?? (await bench.signIn()))
  const frames: Frame[] = []
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame))
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const arrived = (count: number) =>
    expect.poll(() => frames.length, PATIENT).toBeGreaterThanOrEqual(count)
  return { socket, frames, arrived }
}

function closeCodeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

/** Stops reading from the wire, as a tab does that hangs. */
function stopReading(socket: WebSocket): void {
  socket.pause()
}

describe('calls', () => {
  test('each is answered under its own id, whatever order the answers come in', async () => {
    const releases: (() => void)[] = []
    const bench = await startBench(async (call, input) => {
      if (call === 'slow.one') await new Promise<void>((resolve) => releases.push(resolve))
      return success(input)
    })
    const { socket, frames, arrived } = await openTab(bench)
    socket.send(JSON.stringify({ id: 1, call: 'slow.one', input: 'first' }))
    socket.send(JSON.stringify({ id: 2, call: 'fast.one', input: 'second' }))
    await arrived(1)
    expect(frames).toEqual([{ id: 2, result: { ok: true, value: 'second' } }])
    releases[0]?.()
    await arrived(2)
    expect(frames[1]).toEqual({ id: 1, result: { ok: true, value: 'first' } })
  })

  test('an expected failure is an answer like any other', async () => {
    const problem = { kind: 'busy', message: 'a job runs', remedy: '', requestId: '' } as const
    const bench = await startBench(() => Promise.resolve(failure(problem)))
    const { socket, frames, arrived } = await openTab(bench)
    socket.send(JSON.stringify({ id: 9, call: 'machine.start', input: {} }))
    await arrived(1)
    expect(frames).toEqual([{ id: 9, result: { ok: false, error: problem } }])
  })

  test('an answer that JSON cannot say is told as a defect', async () => {
    const bench = await startBench(() => Promise.resolve(success(10n)))
    const { socket, frames, arrived } = await openTab(bench)
    socket.send(JSON.stringify({ id: 1, call: 'a.b', input: {} }))
    await arrived(1)
    expect(frames[0]).toMatchObject({ id: 1, result: { ok: false, error: { kind: 'internal' } } })
  })

  test('too many at once are refused as busy, but a machine can still be stopped', async () => {
    const bench = await startBench((call) =>
      call === 'slow.one' ? new Promise(() => undefined) : Promise.resolve(success(call)),
    )
    const { socket, frames, arrived } = await openTab(bench)
    for (let id = 1; id <= LINK_LIMITS.maxPendingCalls; id += 1) {
      socket.send(JSON.stringify({ id, call: 'slow.one', input: {} }))
    }
    socket.send(JSON.stringify({ id: 1001, call: 'plans.list', input: {} }))
    socket.send(JSON.stringify({ id: 1002, call: 'machine.stop', input: {} }))
    await arrived(2)
    expect(frames[0]).toMatchObject({ id: 1001, result: { ok: false, error: { kind: 'busy' } } })
    expect(frames[1]).toMatchObject({ id: 1002, result: { ok: true, value: 'machine.stop' } })
  })
})

test('calls that were answered do not count as under way', async () => {
  const bench = await startBench()
  const { socket, frames, arrived } = await openTab(bench)
  const total = 2 * LINK_LIMITS.maxPendingCalls
  for (let id = 1; id <= total; id += 1) {
    socket.send(JSON.stringify({ id, call: 'plans.list', input: {} }))
    if (id % 100 === 0) await arrived(id)
  }
  await arrived(total)
  expect(frames.filter((frame) => (frame['result'] as { ok: boolean }).ok)).toHaveLength(total)
})

describe('a tab that sends what is no call is cut off, with the reason', () => {
  test.each([
    ['no JSON', 'hello', 1008],
    ['no id', JSON.stringify({ call: 'a.b' }), 1008],
    ['an id that is no number', JSON.stringify({ id: '1', call: 'a.b' }), 1008],
    ['no call', JSON.stringify({ id: 1 }), 1008],
    ['null', 'null', 1008],
    ['a list', '[]', 1008],
    ['bytes that are no frame', Buffer.from('{}'), 1008],
    ['a frame above the limit', ' '.repeat(LINK_LIMITS.maxFrameBytes + 1), 1009],
  ])('%s', async (_name, frame, code) => {
    const bench = await startBench()
    const { socket } = await openTab(bench)
    const closed = closeCodeOf(socket)
    socket.send(frame)
    expect(await closed).toBe(code)
    const next = await openTab(bench)
    next.socket.send(JSON.stringify({ id: 1, call: 'a.b', input: 1 }))
    await next.arrived(1)
  })

  test('a frame just below the limit is answered', async () => {
    const bench = await startBench()
    const { socket, frames, arrived } = await openTab(bench)
    const text = 'x'.repeat(LINK_LIMITS.maxFrameBytes - 100)
    socket.send(JSON.stringify({ id: 1, call: 'plans.importText', input: text }))
    await arrived(1)
    expect(frames[0]).toMatchObject({ id: 1, result: { ok: true } })
  })
})

describe('events', () => {
  test('reach every tab, and none that has closed', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const first = await openTab(bench, cookie)
    const second = await openTab(bench, cookie)
    bench.tell('runs.changed', { runId: 'r1' })
    await first.arrived(1)
    await second.arrived(1)
    expect(second.frames).toEqual([{ event: 'runs.changed', payload: { runId: 'r1' } }])
    const closed = closeCodeOf(first.socket)
    first.socket.close()
    await closed
    bench.tell('plans.changed', { planId: 'p1' })
    await second.arrived(2)
    expect(first.frames).toHaveLength(1)
  })

  test('a slow tab skips snapshots, gets the newest, and misses no reply and no other event', async () => {
    const bench = await startBench()
    const { socket, frames } = await openTab(bench)
    const snapshotCount = 2000
    const otherCount = 40
    stopReading(socket)
    for (let n = 1; n <= snapshotCount; n += 1) {
      bench.tell('machine.changed', { n, padding: 'x'.repeat(20_000) })
      if (n % (snapshotCount / otherCount) === 0) {
        bench.tell('runs.changed', { runId: String(n) })
        socket.send(JSON.stringify({ id: n, call: 'a.b', input: {} }))
        // Lets the server read and write between bursts, as it would at 20 snapshots a second.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    socket.resume()
    const newest = () => frames.filter((frame) => frame['event'] === 'machine.changed').at(-1)
    await expect.poll(() => newest()?.['payload']).toMatchObject({ n: snapshotCount })
    await expect.poll(() => frames.filter((frame) => 'id' in frame).length).toBe(otherCount)
    expect(frames.filter((frame) => frame['event'] === 'runs.changed')).toHaveLength(otherCount)
    const snapshots = frames.filter((frame) => frame['event'] === 'machine.changed')
    expect(snapshots.length).toBeLessThan(snapshotCount)
    const order = snapshots.map((frame) => (frame['payload'] as { n: number }).n)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  test('a tab that has stopped reading altogether is cut off instead of filling the memory', async () => {
    const megabyte = 'x'.repeat(1024 * 1024)
    const bench = await startBench(echo)
    const { socket } = await openTab(bench)
    const closed = closeCodeOf(socket)
    stopReading(socket)
    const megabytes = LINK_LIMITS.lostClientBytes / megabyte.length + 20
    for (let n = 0; n < megabytes; n += 1) bench.tell('runs.changed', { runId: megabyte })
    socket.resume()
    // It reads the reason if it reads again in time, and else finds the link gone.
    expect([1006, 1013]).toContain(await closed)
  })
})
