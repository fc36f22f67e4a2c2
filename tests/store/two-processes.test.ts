import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BACKENDS } from './backends.ts'
import { emptyFolder, openStore, openWorkshop, problemOf, unwrap } from './data-folder.ts'

function start(script: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'programs', script), ...args])
  let output = ''
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const ended = once(child, 'close')
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return { child, ended, said: () => output, complaint: () => complaint }
}

describe.each(BACKENDS)('three programs at once on $backend', ({ backend, open }) => {
  test('lose no update of each other and never hear that the store is locked', async () => {
    const rounds = backend === 'sqlite' ? 120 : 40
    const dataDir = emptyFolder()
    const store = await open(dataDir)
    unwrap(store.patterns.upsert({ id: 'merged', from: 'the beginning' }))
    const names = ['app', 'cli']
    const programs = names.map((name) =>
      start('add-loop.ts', dataDir, backend, name, String(rounds)),
    )
    // This program is the third: it reads and writes while the others are at it.
    let own = 0
    while (programs.some(({ child }) => child.exitCode === null)) {
      unwrap(store.patterns.update('merged', { test: (own += 1) }))
      const seen = unwrap(store.patterns.get('merged'))
      expect(seen).toMatchObject({ from: 'the beginning', test: own })
      await new Promise(setImmediate)
    }
    await Promise.all(programs.map(({ ended }) => ended))
    expect(programs.map(({ complaint }) => complaint())).toEqual(['', ''])
    expect(programs.map(({ said }) => said())).toEqual(['done', 'done'])
    expect(unwrap(store.patterns.get('counter'))?.['count']).toBe(2 * rounds)
    expect(unwrap(store.patterns.get('merged'))).toMatchObject({
      from: 'the beginning',
      app: rounds,
      cli: rounds,
      test: own,
    })
    expect(unwrap(store.jobLog.list({ limit: 9999 }))).toHaveLength(2 * rounds)
    unwrap(store.checkIntegrity())
  })
})

test('record files are free again at once when the program that wrote them is killed', async () => {
  const dataDir = emptyFolder()
  const files = BACKENDS.find(({ backend }) => backend === 'json-files')
  const store = await files?.open(dataDir)
  if (store === undefined) throw new Error('there are no record files')
  unwrap(store.patterns.upsert({ id: 'merged' }))
  const countOf = () => Number(unwrap(store.patterns.get('counter'))?.['count'] ?? 0)
  for (let victim = 0; victim < 5; victim += 1) {
    const begun = countOf()
    const program = start('add-loop.ts', dataDir, 'json-files', 'victim', '100000')
    // while the other writes without a pause, a reading may be told to wait longer; after its end none may
    const hasCounted = () => {
      const kept = store.patterns.get('counter')
      if (!kept.ok && kept.error.kind === 'busy') return false
      return Number(unwrap(kept)?.['count'] ?? 0) >= begun + 3 + victim
    }
    while (!hasCounted() && program.child.exitCode === null) {
      await new Promise(setImmediate)
    }
    program.child.kill('SIGKILL')
    await program.ended
    expect(program.complaint()).toBe('')
    const left = countOf()
    unwrap(store.patterns.update('counter', { count: left + 1 }))
    expect(countOf()).toBe(left + 1)
    unwrap(store.checkIntegrity())
  }
})

async function holder(path: string, holdMs: number) {
  const program = start('hold-database.ts', path, String(holdMs))
  await once(program.child.stdout, 'data')
  return program
}

describe('while another program writes for long', () => {
  test('reading and starting up go on as if it had not begun', async () => {
    const dataDir = emptyFolder()
    const store = await openStore(dataDir)
    const program = await holder(store.path, 0)
    expect(unwrap(store.patterns.list({ limit: 9 }))).toEqual([])
    const another = await openWorkshop(dataDir)
    unwrap(await another.runs.sweep())
    expect(unwrap(another.store.patterns.list({ limit: 9 }))).toEqual([])
    program.child.stdin.end()
    await program.ended
    expect(program.complaint()).toBe('')
    expect(unwrap(store.patterns.get('x'))).not.toBeNull()
  })

  test('a write waits for its turn', async () => {
    const store = await openStore(emptyFolder())
    const program = await holder(store.path, 400)
    unwrap(store.patterns.upsert({ id: 'mine' }))
    expect(unwrap(store.patterns.get('x'))).not.toBeNull()
    await program.ended
    expect(program.complaint()).toBe('')
  })

  test('a write that waits in vain says which work holds the database, and nothing is changed', async () => {
    const dataDir = emptyFolder()
    const store = await openStore(dataDir)
    const program = await holder(store.path, 0)
    const problem = problemOf(store.patterns.upsert({ id: 'mine' }))
    expect(problem.kind).toBe('busy')
    expect(problem.message).toMatch(
      /another RMOS program, which is importing joblog\.json \(process \d+, since .+\)\.$/,
    )
    expect(problem.message).not.toContain('locked')
    program.child.stdin.end()
    await program.ended
    expect(existsSync(`${store.path}-work`)).toBe(false)
    unwrap(store.patterns.upsert({ id: 'mine' }))
    expect(unwrap(store.patterns.list({ limit: 9 }))).toHaveLength(2)
  })
})
