import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { cutPlan } from '../../src-main/workshop/cut-plan.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'

/** Twelve mosaic rings, 6 mm wide and 1.5 mm apart, each with a channel of its own. */
function twelveRings(): Plan {
  const parsed = parsePlan(
    readFileSync('data/examples/classical-mosaic-46.json', 'utf8'),
    'example',
  )
  if (!parsed.ok) throw new Error(parsed.error.message)
  const mosaic = parsed.value.rings.find((ring): ring is TileRing => ring.kind === 'tile')
  if (mosaic === undefined) throw new Error('the example has no mosaic')
  const rings = Array.from({ length: 12 }, (_, index): TileRing => ({
    ...mosaic,
    id: `ring-${String(index + 1)}`,
    name: `Ring ${String(index + 1)}`,
    innerRadiusMm: 46 + index * 7.5,
    outerRadiusMm: 52 + index * 7.5,
  }))
  return { ...parsed.value, name: 'Twelve rings', rings }
}

/** `node tests/bench/bundle.ts`: from a plan of twelve rings to verified programs, post by post and all together. */
function main(): void {
  const installDir = process.cwd()
  const library = openLibrary(installDir)
  if (!library.ok) throw new Error(library.error.message)
  const plan = twelveRings()
  const { tool, machine } = library.value.recordsFor(plan)
  if (tool === null || machine === null) throw new Error('tool and machine expected')
  const context = { plan, tool, machine, tools: library.value.tools }
  const { posts } = openPosts(installDir)
  const timed = (name: string, profiles: typeof posts) => {
    const startedMs = performance.now()
    const { programs } = cutPlan(context, profiles)
    const lines = programs.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0)
    const tookMs = performance.now() - startedMs
    const cells = [programs.length, lines, tookMs.toFixed(0)].map((cell) =>
      String(cell).padStart(10),
    )
    process.stdout.write(`${name.padEnd(14)}${cells.join('')}\n`)
  }
  process.stdout.write(`${''.padEnd(14)}  programs     lines        ms\n`)
  timed(
    'first, grbl',
    posts.filter(({ id }) => id === 'grbl'),
  )
  for (const post of posts) timed(post.id, [post])
  timed('all', posts)
}

main()
