import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contract, type Handlers } from '#core/contract/index.ts'
import { problemSchema } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import { createDispatch, type DefectEntry } from './router.ts'

const NOT_FOUND = {
  kind: 'not-found',
  message: 'there is no plan "p9"',
  remedy: '',
  requestId: '',
} as const

/** Every call of the contract refuses, except those given. */
function handlersWith(given: Record<string, (input: unknown) => unknown>): Handlers {
  const features = Object.entries(contract).map(([feature, calls]) => [
    feature,
    Object.fromEntries(
      Object.keys(calls).map((name) => [
        name,
        given[`${feature}.${name}`] ?? (() => failure(NOT_FOUND)),
      ]),
    ),
  ])
  return Object.fromEntries(features) as Handlers
}

function dispatchWith(given: Record<string, (input: unknown) => unknown> = {}) {
  const log: DefectEntry[] = []
  let count = 0
  const dispatch = createDispatch(
    handlersWith(given),
    (entry) => log.push(entry),
    () => `request-${String((count += 1))}`,
  )
  return { dispatch, log }
}

async function problemOf(answer: Promise<unknown>) {
  const result = (await answer) as { ok: boolean; error: unknown }
  expect(result.ok).toBe(false)
  return problemSchema.parse(result.error)
}

describe('a good call', () => {
  test('reaches its handler with the parsed input and brings the answer back', async () => {
    const heard: unknown[] = []
    const { dispatch } = dispatchWith({
      'runs.list': (input) => {
        heard.push(input)
        return success({ runs: [], nextCursor: null })
      },
    })
    expect(await dispatch('runs.list', {})).toEqual(success({ runs: [], nextCursor: null }))
    expect(heard).toEqual([{ limit: 50, cursor: null, status: null }])
  })

  test('brings an expected failure back as it is, and logs nothing', async () => {
    const { dispatch, log } = dispatchWith()
    expect(await dispatch('plans.open', { planId: 'p9' })).toEqual(failure(NOT_FOUND))
    expect(log).toEqual([])
  })

  test('may answer at once or later', async () => {
    const { dispatch } = dispatchWith({
      'runs.confirmStage': () => Promise.resolve(success({ runId: 'a'.repeat(32) })),
    })
    const input = { runId: 'a'.repeat(32), stage: 'line-channels' }
    expect(await dispatch('runs.confirmStage', input)).toEqual(success({ runId: 'a'.repeat(32) }))
  })
})

describe('a call that the contract does not declare is refused', () => {
  test.each([
    '__proto__',
    'constructor',
    'plans',
    'plans.',
    '.open',
    'plans.__proto__',
    'plans.constructor',
    'plans.open.input',
    'plans.Open',
    'toString',
    '',
  ])('%j', async (call) => {
    const problem = await problemOf(dispatchWith().dispatch(call, {}))
    expect(problem).toMatchObject({ kind: 'invalid-input', requestId: '' })
    expect(problem.message).toContain(JSON.stringify(call))
  })

  test('even when a handler of that name exists', async () => {
    const { dispatch } = dispatchWith()
    await problemOf(dispatch('plans.hasOwnProperty', 'open'))
  })
})

describe('bad input is one sentence with the field, the value and the limit', () => {
  test.each([
    ['runs.list', { limit: 500 }, 'runs.list: limit 500 is above the limit 200'],
    ['runs.list', { limit: 1.5 }, 'runs.list: limit 1.5 is not of type int'],
    ['runs.list', { limit: Number.NaN }, 'runs.list: limit NaN is not of type number'],
    ['plans.open', {}, 'plans.open: planId is missing: string expected'],
    [
      'plans.open',
      { planId: '' },
      'plans.open: planId has 0 characters, which is below the limit 1 characters',
    ],
    ['plans.open', null, 'plans.open: null is not of type object'],
    ['app.info', { extra: 1 }, 'app.info: has an unknown key: "extra"'],
    ['app.info', { 'a\nb': 1 }, 'app.info: has an unknown key: "a\\nb"'],
    [
      'runs.list',
      { status: 'FINE' },
      'runs.list: status "FINE" is not "OK" or "BLOCKED" or "ERROR"',
    ],
    [
      'runs.show',
      { runId: '../../etc/passwd' },
      'runs.show: runId "../../etc/passwd" does not have the form /^[0-9a-f]{32}$/',
    ],
    [
      'runs.create',
      { planId: 'p', postIds: [] },
      'runs.create: postIds has 0 entries, which is below the limit 1 entries',
    ],
    [
      'runs.create',
      { planId: 'p', postIds: [7] },
      'runs.create: postIds[0] 7 is not of type string',
    ],
  ])('%s %j', async (call, input, sentence) => {
    expect(await problemOf(dispatchWith().dispatch(call, input))).toEqual({
      kind: 'invalid-input',
      message: sentence,
      remedy: '',
      requestId: '',
    })
  })
})

describe('a defect becomes an internal problem, found in the log by its request id', () => {
  test.each([
    [
      'a throw',
      () => {
        throw new Error('ring 3 has no radius')
      },
      'ring 3 has no radius',
    ],
    ['a rejection', () => Promise.reject(new Error('late')), 'late'],
    ['an answer that is no Result', () => 7, 'the answer of app.info is 7, not a Result'],
    ['no answer', () => undefined, 'the answer of app.info is nothing, not a Result'],
    [
      'a value outside the contract',
      () => success({ version: 1 }),
      'the answer of app.info breaks the contract: version 1 is not of type string',
    ],
    [
      'a failure outside the contract',
      () => failure({ kind: 'oops' }),
      'the answer of app.info breaks the contract: kind "oops" is not',
    ],
  ])('%s', async (_name, handle, message) => {
    const { dispatch, log } = dispatchWith({ 'app.info': handle })
    const problem = await problemOf(dispatch('app.info', {}))
    expect(problem).toMatchObject({ kind: 'internal', requestId: 'request-1' })
    expect(problem.remedy).toContain('request-1')
    expect(log).toHaveLength(1)
    expect(log[0]).toMatchObject({ requestId: 'request-1', call: 'app.info' })
    expect(log[0]?.message).toContain(message)
    expect(log[0]?.stack).toContain('router')
  })

  test('something thrown that is not an Error is logged too', async () => {
    const { dispatch, log } = dispatchWith({
      'app.info': () => {
        // eslint would refuse a throw of a bare value; a library may still do it.
        return Promise.reject(Object.create(null) as Error)
      },
    })
    await problemOf(dispatch('app.info', {}))
    expect(log).toEqual([
      { requestId: 'request-1', call: 'app.info', message: 'an object', stack: '' },
    ])
  })

  test('a log that fails leaves the request id empty instead of throwing', async () => {
    const dispatch = createDispatch(
      handlersWith({
        'app.info': () => {
          throw new Error('first')
        },
      }),
      () => {
        throw new Error('disk full')
      },
      () => 'request-1',
    )
    expect(await problemOf(dispatch('app.info', {}))).toMatchObject({
      kind: 'internal',
      requestId: '',
    })
  })
})

test('a missing handler stops the start, with its name', () => {
  const handlers = { ...handlersWith({}), app: {} } as unknown as Handlers
  expect(() =>
    createDispatch(
      handlers,
      () => undefined,
      () => '',
    ),
  ).toThrow('no handler for app.info')
})

describe('whatever is sent to a call, a typed Result comes back', () => {
  const calls = Object.entries(contract).flatMap(([feature, declared]) =>
    Object.keys(declared).map((name) => `${feature}.${name}`),
  )
  const garbage = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
    fc.record(
      {
        planId: fc.anything(),
        runId: fc.anything(),
        plan: fc.anything(),
        limit: fc.double(),
        text: fc.string(),
        fileName: fc.string(),
        postIds: fc.array(fc.anything()),
        __proto__: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  )
  test.each(calls)('%s', async (call) => {
    const { dispatch } = dispatchWith()
    await fc.assert(
      fc.asyncProperty(garbage, async (input) => {
        const problem = await problemOf(dispatch(call, input))
        expect(['invalid-input', 'not-found']).toContain(problem.kind)
        expect(problem.message).not.toContain('\n')
      }),
      { numRuns: 200 },
    )
  })

  test('and whatever call is named', async () => {
    const { dispatch } = dispatchWith()
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.anything()), async (call) => {
        expect(await problemOf(dispatch(call as string, {}))).toHaveProperty('kind')
      }),
      { numRuns: 500 },
    )
  })
})
