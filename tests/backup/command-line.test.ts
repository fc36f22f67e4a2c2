import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src-main/store/database.ts'
import { rmos } from '../cli/rmos-process.ts'
import { emptyFolder, placeOf, unwrap } from '../store/data-folder.ts'
import { backUp, contentsOf, fill, fingerprint } from './workshop-data.ts'

describe('store backup', () => {
  test('keeps a checked copy in the backups folder and lists it', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 2, runs: [1] })
    const made = await rmos(dataDir, 'store', 'backup')
    expect(made).toMatchObject({ code: 0 })
    expect(made.stdout.trim()).toBe(
      join(dataDir, 'backups', readdirSync(join(dataDir, 'backups'))[0] ?? ''),
    )
    expect(made.stderr).toContain('1 run, 2 plans and patterns')
    const listed = await rmos(dataDir, 'store', 'backups', '--json')
    expect(JSON.parse(listed.stdout)).toMatchObject({
      schema: 'rmos.backups',
      backups: [{ kind: 'manual', contents: { scope: 'everything', counts: { runs: 1 } } }],
    })
    const looked = await rmos(dataDir, 'doctor')
    expect(looked.stdout).toMatch(
      /ok {2}backups +newest good one rmos-000001-manual-.*\.zip, 0 h old/,
    )
  })

  test('writes where it is told, once', async () => {
    const [dataDir, elsewhere] = [emptyFolder(), emptyFolder()]
    await fill(dataDir, { patterns: 1, runs: [] })
    const file = join(elsewhere, 'mine.zip')
    expect(await rmos(dataDir, 'store', 'backup', '-o', file)).toMatchObject({ code: 0 })
    const again = await rmos(dataDir, 'store', 'backup', '-o', file)
    expect(again).toMatchObject({ code: 73, stdout: '' })
    expect(again.stderr).toContain('mine.zip is there already')
    expect(readdirSync(elsewhere)).toEqual(['mine.zip'])
  })
})

describe('store restore', () => {
  test('tells what would change, then changes it, and keeps what was there', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 2, runs: [1] })
    const before = await contentsOf(dataDir)
    const { path } = await backUp(dataDir)
    const name = path.slice(join(dataDir, 'backups').length + 1)
    await fill(dataDir, { patterns: 5, runs: [2] })
    const files = fingerprint(dataDir)
    const dry = await rmos(dataDir, 'store', 'restore', name, '--dry-run', '--json')
    expect(dry).toMatchObject({ code: 0 })
    expect(JSON.parse(dry.stdout)).toMatchObject({
      schema: 'rmos.restore',
      dryRun: true,
      preview: { runsSetAside: 1, now: { counts: { patterns: 5 } } },
    })
    expect(fingerprint(dataDir)).toEqual(files)
    const done = await rmos(dataDir, 'store', 'restore', name)
    expect(done).toMatchObject({ code: 0 })
    expect(done.stdout).toMatch(/Runs set aside +1/)
    const aside = /kept in (.+)\.\n/.exec(done.stderr)?.[1] ?? ''
    expect((await contentsOf(aside)).patterns).toHaveLength(5)
    expect(await contentsOf(dataDir)).toEqual(before)
  })

  test('is what a new computer begins with', async () => {
    const [old, fresh] = [emptyFolder(), emptyFolder()]
    await fill(old, { patterns: 2, runs: [1] })
    const { path } = await backUp(old)
    const dataDir = join(fresh, 'not/there/yet')
    expect(await rmos(dataDir, 'store', 'restore', path)).toMatchObject({ code: 0 })
    expect(await contentsOf(dataDir)).toEqual(await contentsOf(old))
  })

  test('is refused with a sentence and an exit code of its own', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 1, runs: [] })
    const { path } = await backUp(dataDir)
    const bad = join(emptyFolder(), 'bad.zip')
    writeFileSync(bad, 'no archive')
    const broken = await rmos(dataDir, 'store', 'restore', bad)
    expect(broken).toMatchObject({ code: 65, stdout: '' })
    expect(broken.stderr).toContain(`The backup ${bad} cannot be used`)
    const gone = await rmos(dataDir, 'store', 'restore', 'gone.zip')
    expect(gone).toMatchObject({ code: 66 })
    expect(gone.stderr).toContain('rmos store backups lists them')
    const other = unwrap(await openDatabase(placeOf(dataDir)))
    const busy = await rmos(dataDir, 'store', 'restore', path)
    other.close()
    expect(busy).toMatchObject({ code: 73 })
    expect(busy.stderr).toContain('is open in another RMOS program')
    expect(readdirSync(dataDir).filter((name) => /^(\.|replaced-)/.test(name))).toEqual([])
  })
})

test('a command that meets a damaged database names the way back, and the way back works', async () => {
  const dataDir = emptyFolder()
  await fill(dataDir, { patterns: 2, runs: [1] })
  const before = await contentsOf(dataDir)
  const { path } = await backUp(dataDir)
  writeFileSync(join(dataDir, 'rmos.db'), '')
  const refused = await rmos(dataDir, 'runs', 'list')
  expect(refused.code).toBe(73)
  expect(refused.stderr).toContain('rmos store restore')
  expect(await rmos(dataDir, 'store', 'backup')).toMatchObject({ code: 73 })
  expect(await rmos(dataDir, 'store', 'restore', path)).toMatchObject({ code: 0 })
  expect(await contentsOf(dataDir)).toEqual(before)
  expect(existsSync(path)).toBe(true)
})
