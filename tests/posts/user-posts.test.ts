import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPosts, selectPosts } from '../../src-main/workshop/post-shelf.ts'

const SHIPPED = openPosts(process.cwd()).posts.map(({ id }) => id)
let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rmos-posts-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

/** The GRBL post under another id, with one piece changed. */
function mine(pattern = '"id": "grbl"', replacement = '"id": "my-router"'): string {
  const text = readFileSync('data/posts/grbl.json', 'utf8').replace(
    '"id": "grbl"',
    '"id": "my-router"',
  )
  return text.replace(pattern, replacement)
}

describe('the shop’s own posts', () => {
  test('are kept in the data folder, chosen like shipped ones, and go again', async () => {
    const shelf = openPosts(process.cwd(), dataDir)
    expect(shelf.posts.map(({ id }) => id)).toEqual(SHIPPED)
    expect(await shelf.save(mine())).toMatchObject({ ok: true })
    expect(readdirSync(join(dataDir, 'posts'))).toEqual(['my-router.json'])
    expect(selectPosts(shelf, ['MY-ROUTER']).ok).toBe(true)
    // another window, or the next start, sees it too
    expect(openPosts(process.cwd(), dataDir).posts).toHaveLength(SHIPPED.length + 1)
    expect(await shelf.remove('my-router')).toMatchObject({ ok: true })
    expect(shelf.posts.map(({ id }) => id)).toEqual(SHIPPED)
  })

  test('a malformed one is refused with its line and field, and the others are unharmed', async () => {
    const shelf = openPosts(process.cwd(), dataDir)
    await shelf.save(mine())
    writeFileSync(join(dataDir, 'posts', 'bad.json'), mine('"arcs": true', '"arcs": "yes"'))
    writeFileSync(join(dataDir, 'posts', 'worse.json'), '{ "schema": ')
    expect(shelf.posts.map(({ id }) => id)).toContain('my-router')
    expect(shelf.refused).toHaveLength(2)
    expect(shelf.refused[0]).toMatch(/^bad\.json: line 10, capabilities\.arcs "yes" is not of type/)
    expect(shelf.refused[1]).toMatch(/^worse\.json: line 1 .*cut short/)
  })

  test('neither take the place of a shipped one nor a shipped one’s file', async () => {
    const shelf = openPosts(process.cwd(), dataDir)
    const stolen = await shelf.save(readFileSync('data/posts/masso.json', 'utf8'))
    expect(stolen).toMatchObject({ ok: false, error: { kind: 'invalid-data' } })
    mkdirSync(join(dataDir, 'posts'))
    writeFileSync(join(dataDir, 'posts', 'masso.json'), readFileSync('data/posts/masso.json'))
    expect(shelf.refused).toEqual(['masso.json: id "masso" is taken by another post'])
    expect(await shelf.remove('masso')).toMatchObject({ ok: false })
    expect(SHIPPED).toContain('masso')
  })

  test('one whose sample program is not what was planned is not kept', async () => {
    const shelf = openPosts(process.cwd(), dataDir)
    const kept = await shelf.save(mine('"M30"', '"G0 X0", "M30"'))
    expect(kept).toMatchObject({ ok: false })
    if (!kept.ok) expect(kept.error.message).toMatch(/line \d+ of its sample program/)
    expect(shelf.posts).toHaveLength(SHIPPED.length)
  })

  test('a path in its id is no id', async () => {
    const shelf = openPosts(process.cwd(), dataDir)
    const kept = await shelf.save(mine('"my-router"', '"../../evil"'))
    expect(kept).toMatchObject({ ok: false })
    expect(readdirSync(dataDir)).toEqual([])
  })
})
