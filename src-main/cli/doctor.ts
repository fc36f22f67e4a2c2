import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { listBackups } from '../backup/list-backups.ts'
import { nodeFiles } from '../files/node-files.ts'
import { withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT } from './command.ts'
import { textTable } from './table.ts'
import type { Workshop } from '../workshop/open-workshop.ts'

interface Examination {
  readonly what: string
  readonly ok: boolean
  readonly sentence: string
}

/** Below this a job's record may not fit, bytes. */
const LEAST_FREE_BYTES = 100_000_000

function examineNode(): Examination {
  const napi = Number(process.versions['napi'])
  return {
    what: 'runtime',
    ok: napi >= 10,
    sentence: `Node ${process.versions.node} (Node-API ${String(napi)}; 10 or newer is needed)`,
  }
}

function examineFolder(dataDir: string): Examination {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.R_OK | constants.W_OK)
    return { what: 'data folder', ok: true, sentence: `${dataDir} can be read and written` }
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? String(thrown)
    return { what: 'data folder', ok: false, sentence: `${dataDir} cannot be written (${code})` }
  }
}

function examineDisk(dataDir: string): Examination {
  const { bavail, bsize } = statfsSync(dataDir)
  const freeBytes = bavail * bsize
  return {
    what: 'disk',
    ok: freeBytes >= LEAST_FREE_BYTES,
    sentence: `${(freeBytes / 1e9).toFixed(1)} GB free; ${String(LEAST_FREE_BYTES / 1e6)} MB are needed`,
  }
}

async function examineBackups(dataDir: string): Promise<Examination> {
  const listed = await listBackups(nodeFiles(), dataDir)
  if (!listed.ok) return { what: 'backups', ok: false, sentence: listed.error.message }
  const unreadable = listed.value.filter(({ contents }) => contents === null).length
  const newest = listed.value.find(({ contents }) => contents !== null)
  const damage = unreadable === 0 ? '' : `; ${String(unreadable)} cannot be read`
  const sentence =
    newest === undefined
      ? `there is no good one yet${damage}; rmos store backup makes one`
      : `newest good one ${newest.fileName}, ${ageText(Date.now() - Date.parse(newest.createdAtUtc))} old${damage}`
  return { what: 'backups', ok: unreadable === 0, sentence }
}

function ageText(ageMs: number): string {
  const hours = Math.max(0, Math.round(ageMs / 3_600_000))
  return hours < 48 ? `${String(hours)} h` : `${String(Math.round(hours / 24))} days`
}

async function examineWorkshop(workshop: Workshop): Promise<readonly Examination[]> {
  const integrity = workshop.store.checkIntegrity()
  const ports = await workshop.machine.listPorts()
  const { posts, refused } = workshop.posts
  return [
    {
      what: 'database',
      ok: integrity.ok,
      sentence: integrity.ok
        ? `${workshop.store.path}: schema ${String(workshop.store.schemaVersion)}, SQLite ${workshop.store.sqliteVersion}, integrity checked`
        : integrity.error.message,
    },
    {
      what: 'posts',
      ok: refused.length === 0 && posts.length > 0,
      sentence: [posts.map(({ id }) => id).join(', '), ...refused].join('; '),
    },
    {
      what: 'library',
      ok: workshop.library.tools.length > 0,
      sentence: `${String(workshop.library.tools.length)} tools, ${String(workshop.library.machines.length)} machines, ${String(workshop.library.materials.length)} materials`,
    },
    {
      what: 'ports',
      ok: ports.ok,
      sentence: ports.ok
        ? [...ports.value.ports.map(({ label }) => label), ports.value.hint]
            .filter(Boolean)
            .join('; ')
        : ports.error.message,
    },
  ]
}

function tell(context: CommandContext, examinations: readonly Examination[]) {
  const ok = examinations.every((one) => one.ok)
  if (context.json) writeJson(context, 'rmos.doctor', { ok, examinations })
  else {
    context.writeResult(
      textTable(examinations.map((one) => [one.ok ? 'ok' : 'FAILED', one.what, one.sentence])),
    )
  }
  return ok ? EXIT.done : EXIT.verificationFailed
}

/** `doctor`: one line for each thing RMOS needs; exit 2 when any fails. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'versions, folders, database, disk, ports, posts: one line each',
  usage: 'Usage: rmos doctor\nExit 2 when anything fails.\nExample: rmos doctor --json',
  options: {},
  run: async (_args, context) => {
    const first = [examineNode(), examineFolder(context.dataDir)]
    if (first.some((one) => !one.ok)) return tell(context, first)
    const { dataDir } = context
    const before = [...first, examineDisk(dataDir), await examineBackups(dataDir)]
    // a workshop that cannot be opened has said why on its own, with its own exit code
    const exit = await withWorkshop(context, async (workshop) =>
      tell(context, [...before, ...(await examineWorkshop(workshop))]),
    )
    return exit === EXIT.done ? exit : EXIT.verificationFailed
  },
}
