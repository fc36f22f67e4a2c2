import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { createDispatch, type DefectEntry } from '../../src-main/handlers/router.ts'
import { openWorkshop } from '../../src-main/workshop/open-workshop.ts'
import { webSocketBridge } from '../../src-renderer/web-socket-bridge.ts'
import { openNetwork, turnedClock } from './network.ts'

interface Reply {
  readonly ok: boolean
  readonly value: Record<string, unknown>
  readonly error?: { readonly message: string }
}

type Ask = (call: string, input: object) => Promise<unknown>

async function value(ask: Ask, call: string, input: object = {}): Promise<Reply['value']> {
  const reply = (await ask(call, input)) as Reply
  if (!reply.ok) throw new Error(`${call}: ${reply.error?.message ?? ''}`)
  return reply.value
}

/** A plan judged and approved, as a page does it; answers under whose name. */
async function approvedBy(ask: Ask, planId: string): Promise<unknown> {
  const judged = await value(ask, 'job.evaluate', { planId })
  const { planSha256, feasibilitySha256 } = judged
  const acknowledgement = 'Looked at on the bench'
  const asked = { planId, planSha256, feasibilitySha256, acknowledgement }
  return (await value(ask, 'job.approve', asked))['actor']
}

async function openShop() {
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-approval-'))
  const opened = await openWorkshop({
    dataDir,
    installDir: process.cwd(),
    shell: 'command-line',
    spawnEngine: () => {
      throw new Error('nothing is cut here')
    },
    log: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.message)
  onTestFinished(async () => {
    await opened.value.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const fail = ({ stack }: DefectEntry): never => {
    throw new Error(stack)
  }
  const workshop = createDispatch(opened.value.handlers, fail, () => 'request')
  const clock = turnedClock()
  return { network: await openNetwork({ workshop, clock }), clock }
}

test('an approval is told and kept under the device it came from, and the shop PC under its user', async () => {
  const { network, clock } = await openShop()
  const cookie = await network.pair('Bench tablet')
  const bridge = webSocketBridge(() => network.openLink(cookie))
  onTestFinished(() => {
    bridge.close()
  })
  const onTablet: Ask = (call, input) => bridge.invoke(call, input)
  const onPc: Ask = (call, input) => network.bench.shopPc.dispatch(call, input)
  const library = await value(onPc, 'plans.library')
  const [shipped] = library['entries'] as readonly { readonly planId: string }[]
  const planId = shipped?.planId ?? ''
  const user = userInfo().username

  expect(await approvedBy(onPc, planId)).toBe(user)
  // no page is open at the shop PC any more: the wish is granted at once
  clock.turnOn(20_000)
  const asked = await value(onTablet, 'bench.requestControl')
  expect((asked['you'] as { seatId: string }).seatId).toBe(asked['controllerSeatId'])
  // both at once: each answer is told under its own name
  const [byTablet, judged] = await Promise.all([
    approvedBy(onTablet, planId),
    value(onPc, 'job.evaluate', { planId }),
  ])
  expect(byTablet).toBe('Bench tablet (paired device)')
  expect(judged['planSha256']).toBeTruthy()
  const kept = (await value(onPc, 'job.evaluate', { planId }))['approval']
  expect(kept).toMatchObject({ actor: 'Bench tablet (paired device)' })
})
