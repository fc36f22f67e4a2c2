import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFolderMaker } from './durable-folders.ts'
import { nodeFiles, retryWhileHeld } from './node-files.ts'
import { replaceFile } from './replace-file.ts'
import { fileProblem } from './storage-problem.ts'
import { tempFileOwner, tempPathFor, writeOnce } from './write-once.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'rmos-files-'))
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true })
  })
  return path
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('writing once', () => {
  test('writes the bytes and leaves nothing else', async () => {
    const dir = folder()
    const path = join(dir, 'a.json')
    expect(await writeOnce(nodeFiles(), path, bytes('é'))).toEqual({ ok: true, value: 'written' })
    expect(readFileSync(path, 'utf8')).toBe('é')
    expect(readdirSync(dir)).toEqual(['a.json'])
  })

  test('never replaces what stands there', async () => {
    const path = join(folder(), 'a.json')
    await writeOnce(nodeFiles(), path, bytes('first'))
    const second = await writeOnce(nodeFiles(), path, bytes('second'))
    expect(second).toEqual({ ok: true, value: 'already-there' })
    expect(readFileSync(path, 'utf8')).toBe('first')
  })

  test('of twelve at once, one writes and its bytes stand whole', async () => {
    const dir = folder()
    const path = join(dir, 'a.json')
    const texts = Array.from({ length: 12 }, (_, n) => String(n).repeat(100_000))
    const outcomes = await Promise.all(texts.map((t) => writeOnce(nodeFiles(), path, bytes(t))))
    expect(outcomes.filter((o) => o.ok && o.value === 'written')).toHaveLength(1)
    expect(outcomes.filter((o) => o.ok && o.value === 'already-there')).toHaveLength(11)
    expect(texts).toContain(readFileSync(path, 'utf8'))
    expect(readdirSync(dir)).toEqual(['a.json'])
  })

  test('into a folder that is not there is a problem that names the file', async () => {
    const path = join(folder(), 'nowhere', 'a.json')
    const outcome = await writeOnce(nodeFiles(), path, bytes(''))
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'storage' } })
    expect(!outcome.ok && outcome.error.message).toContain(path)
  })

  test('can put its temporary file elsewhere', async () => {
    const dir = folder()
    mkdirSync(join(dir, 'deep'))
    const path = join(dir, 'deep', 'a.json')
    expect((await writeOnce(nodeFiles(), path, bytes('x'), dir)).ok).toBe(true)
    expect(readdirSync(dir)).toEqual(['deep'])
  })
})

describe('replacing a file', () => {
  test('puts the new contents in place of the old, and makes a file that was not there', async () => {
    const dir = folder()
    const path = join(dir, 'plan.json')
    expect((await replaceFile(nodeFiles(), path, bytes('1'))).ok).toBe(true)
    expect((await replaceFile(nodeFiles(), path, bytes('22'))).ok).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('22')
    expect(readdirSync(dir)).toEqual(['plan.json'])
  })

  test('that fails at its last step leaves the old contents and no temporary file', async () => {
    const dir = folder()
    const path = join(dir, 'plan.json')
    mkdirSync(path)
    writeFileSync(join(path, 'x'), '')
    expect((await replaceFile(nodeFiles(), path, bytes('1'))).ok).toBe(false)
    expect(readdirSync(dir)).toEqual(['plan.json'])
  })
})

describe('making folders', () => {
  test('syncs each parent once in a process, also of a folder that stood there already', async () => {
    const root = folder()
    mkdirSync(join(root, 'runs'))
    const synced: string[] = []
    const real = nodeFiles()
    const make = createFolderMaker(
      {
        ...real,
        syncFolder: (path) => {
          synced.push(path)
          return real.syncFolder(path)
        },
      },
      root,
    )
    const path = join(root, 'runs', '2026-11-21')
    expect(await make('runs', '2026-11-21')).toBe(path)
    expect(synced).toEqual([root, join(root, 'runs')])
    await make('runs', '2026-11-21')
    expect(synced).toHaveLength(2)
    // Somebody removes it: making it again must make it durable again.
    rmSync(path, { recursive: true })
    await make('runs', '2026-11-21')
    expect(synced).toHaveLength(3)
  })
})

describe('names of temporary files', () => {
  test('say who writes them, and no other name does', () => {
    expect(tempFileOwner(tempPathFor('/x/a.json').slice('/x/'.length))).toBe(process.pid)
    expect(tempFileOwner(`${tempPathFor('/x/a.db').slice(3)}-journal`)).toBe(process.pid)
    for (const name of ['a.json', '.a.tmp', '.a.json.12-x.tmp', 'a.12-.tmp', '']) {
      expect(tempFileOwner(name)).toBeNull()
    }
  })
})

describe('a file that another program holds for a moment', () => {
  const held = (code: string) => Object.assign(new Error(code), { code })

  test.each(['EPERM', 'EBUSY', 'EACCES'])('is tried again after %s', async (code) => {
    let calls = 0
    const value = await retryWhileHeld(() => {
      calls += 1
      return calls < 4 ? Promise.reject(held(code)) : Promise.resolve('moved')
    })
    expect(value).toBe('moved')
    expect(calls).toBe(4)
  })

  test('for longer than 0.3 s is given up after seven tries', async () => {
    let calls = 0
    const forever = retryWhileHeld(() => {
      calls += 1
      return Promise.reject(held('EBUSY'))
    })
    await expect(forever).rejects.toThrow('EBUSY')
    expect(calls).toBe(7)
  })

  test('is not what ENOENT means', async () => {
    let calls = 0
    const gone = retryWhileHeld(() => {
      calls += 1
      return Promise.reject(held('ENOENT'))
    })
    await expect(gone).rejects.toThrow('ENOENT')
    expect(calls).toBe(1)
  })
})

describe('a failed file call', () => {
  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EACCES', 'does not permit'],
    ['EROFS', 'read-only'],
    ['EIO', 'read or write error'],
    ['EWHATEVER', 'EWHATEVER'],
  ])('%s is one sentence with the path, and says what to do', (code, part) => {
    const problem = fileProblem(Object.assign(new Error(''), { code }), 'write', '/data/x.json')
    expect(problem.kind).toBe('storage')
    expect(problem.message).toMatch(/^Cannot write \/data\/x\.json: [^.]+\.$/)
    expect(problem.message).toContain(part)
    expect(problem.remedy).not.toBe('')
  })

  test('that is a defect of ours is thrown on', () => {
    expect(() => fileProblem(new TypeError('slip'), 'write', 'x')).toThrow('slip')
  })
})
