import type { OpenPlan } from '#core/contract/plans.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { checkPatternFile } from '#core/pattern/parse-pattern-file.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import { formatLibrary, parseLibrary } from '#core/rosette/library-file.ts'
import { LIBRARY_VERSION, type LibraryFile } from '#core/rosette/library-file.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import { readStripFamily } from '#core/strips/parse-strip-family.ts'
import { laneOf } from '#core/workflow/lane-policy.ts'
import type { Store } from '../store/store.ts'
import { invalidData } from './problems.ts'
import { SHIPPED_PREFIX } from './shipped-plans.ts'
import { SHIPPED_STRIP_PREFIX } from './shipped-strips.ts'
import type { Surroundings } from './surroundings.ts'

type PlanEntry = LibraryFile['plans'][number]
type PatternEntry = LibraryFile['patterns'][number]
type FamilyEntry = LibraryFile['stripFamilies'][number]

/** What came of reading a library in. */
export interface LibraryArrival {
  readonly planIds: string[]
  readonly added: number
  readonly same: number
  readonly copied: number
}

/** Libraries as files: out of the workshop and into it. */
export interface LibraryExchange {
  /** One plan, or with null everything of the workshop. */
  readonly exportText: (
    planId: string | null,
  ) => Result<{ fileName: string; text: string }, Problem>
  readonly importText: (fileName: string, text: string) => Result<LibraryArrival, Problem>
}

type ExchangeStore = Pick<Store, 'patterns' | 'stripFamilies' | 'transact'>
/** Opens a plan of the workshop or a shipped one. */
type OpenById = (planId: string) => Result<OpenPlan, Problem>

/** More records than any shop keeps. */
const RECORD_LIMIT = 20_000
const PATTERN_KIND = 'tile-pattern'
const ARCHIVED_LANE = 'archived'
const WHOLE_LIBRARY_FILE = 'rmos-library.json'

/** True when there is one already, and it is the same. */
function isSameAs<T>(standing: T | undefined, entry: T): boolean {
  return standing !== undefined && canonicalJson(standing) === canonicalJson(entry)
}

/** The tile patterns of the workshop; a record that no longer reads stays where it is. */
function patternsOf(store: ExchangeStore): Result<readonly PatternEntry[], Problem> {
  const records = store.patterns.list({ limit: RECORD_LIMIT, kind: PATTERN_KIND })
  if (!records.ok) return records
  return success(
    records.value.flatMap((record): PatternEntry[] => {
      const file = checkPatternFile(record['file'], record.id)
      if (!file.ok) return []
      const lane = laneOf(
        typeof record['pattern_lane'] === 'string' ? record['pattern_lane'] : record.lane,
      )
      return [
        {
          id: record.id,
          lane: lane === 'archived' || lane === 'unknown' ? 'experimental' : lane,
          archived: record.lane === ARCHIVED_LANE,
          file: file.value,
        },
      ]
    }),
  )
}

function familiesOf(store: ExchangeStore): Result<readonly FamilyEntry[], Problem> {
  const records = store.stripFamilies.list({ limit: RECORD_LIMIT })
  if (!records.ok) return records
  return success(
    records.value.flatMap((record): FamilyEntry[] => {
      const read = readStripFamily(record['family'] ?? record, record.id)
      return read.ok
        ? [
            {
              archived: record.lane === ARCHIVED_LANE,
              family: { ...read.value.family, id: record.id },
            },
          ]
        : []
    }),
  )
}

/** The plans of the workshop, archived ones too. */
function plansOf(store: ExchangeStore, open: OpenById): Result<readonly PlanEntry[], Problem> {
  const records = store.patterns.list({ limit: RECORD_LIMIT, kind: null })
  if (!records.ok) return records
  return success(
    records.value.flatMap((record): PlanEntry[] => {
      const opened = open(record.id)
      return opened.ok
        ? [{ id: record.id, lane: laneOf(record.lane), plan: opened.value.plan }]
        : []
    }),
  )
}

function familyIdsIn({ rings }: Plan): ReadonlySet<string> {
  return new Set(
    rings.flatMap((ring) =>
      ring.kind === 'strip' && ring.stripFamilyId !== null ? [ring.stripFamilyId] : [],
    ),
  )
}

/** A plan with what it uses, and nothing else. */
function libraryOfPlan(entry: PlanEntry, all: LibraryFile): LibraryFile {
  const ids = familyIdsIn(entry.plan)
  const pictures = new Set(
    entry.plan.rings.flatMap((ring) =>
      ring.kind === 'tile' && ring.pattern !== null ? [canonicalJson(ring.pattern)] : [],
    ),
  )
  return {
    ...all,
    plans: [entry],
    patterns: all.patterns.filter(({ file }) => pictures.has(canonicalJson(file.pattern))),
    stripFamilies: all.stripFamilies.filter(({ family }) => ids.has(family.id)),
  }
}

function exporter(store: ExchangeStore, open: OpenById): LibraryExchange['exportText'] {
  return (planId) => {
    const patterns = patternsOf(store)
    if (!patterns.ok) return patterns
    const families = familiesOf(store)
    if (!families.ok) return families
    const plans = plansOf(store, open)
    if (!plans.ok) return plans
    const all: LibraryFile = {
      schema: 'rmos.library',
      version: LIBRARY_VERSION,
      plans: [...plans.value],
      patterns: [...patterns.value],
      stripFamilies: [...families.value],
    }
    if (planId === null) return success({ fileName: WHOLE_LIBRARY_FILE, text: formatLibrary(all) })
    const opened = open(planId)
    if (!opened.ok) return opened
    const lane = plans.value.find(({ id }) => id === planId)?.lane ?? 'experimental'
    const entry: PlanEntry = { id: planId, lane, plan: opened.value.plan }
    return success({
      fileName: `${fileStem(entry.plan.name)}.rmos-library.json`,
      text: formatLibrary(libraryOfPlan(entry, all)),
    })
  }
}

/** How one entry comes in. */
type Arrival = { readonly how: 'added' | 'same' | 'copied'; readonly id: string }

/** An id that is free keeps its entry; the same entry stays; another one under the id gets a new id. */
function arrivalOf(id: string, isTaken: boolean, isSame: boolean, newId: () => string): Arrival {
  if (!isTaken) return { how: 'added', id }
  return isSame ? { how: 'same', id } : { how: 'copied', id: newId() }
}

interface ImportParts {
  readonly store: ExchangeStore
  readonly open: OpenById
  readonly newId: () => string
}

type Arrivals = Result<readonly Arrival[], Problem>

/** Brings entries in one after another; the first that cannot be kept ends it, and nothing is kept. */
function inTurn<T>(entries: readonly T[], bring: (entry: T) => Result<Arrival, Problem>): Arrivals {
  const arrivals: Arrival[] = []
  for (const entry of entries) {
    const brought = bring(entry)
    if (!brought.ok) return brought
    arrivals.push(brought.value)
  }
  return success(arrivals)
}

function bringFamilies({ store, newId }: ImportParts, entries: readonly FamilyEntry[]): Arrivals {
  const here = familiesOf(store)
  if (!here.ok) return here
  const known = new Map(here.value.map((entry) => [entry.family.id, entry]))
  return inTurn(entries, (entry) => {
    const { family, archived } = entry
    const standing = known.get(family.id)
    if (family.id.startsWith(SHIPPED_STRIP_PREFIX)) return success({ how: 'same', id: family.id })
    const arrival = arrivalOf(family.id, standing !== undefined, isSameAs(standing, entry), newId)
    if (arrival.how === 'same') return success(arrival)
    const kept = store.stripFamilies.upsert({
      id: arrival.id,
      name: family.name,
      lane: archived ? ARCHIVED_LANE : family.lane,
      family: { ...family, id: arrival.id },
    })
    return kept.ok ? success(arrival) : kept
  })
}

function bringPatterns({ store, newId }: ImportParts, entries: readonly PatternEntry[]): Arrivals {
  const here = patternsOf(store)
  if (!here.ok) return here
  const known = new Map(here.value.map((entry) => [entry.id, entry]))
  return inTurn(entries, (entry) => {
    const { id, lane, archived, file } = entry
    const standing = store.patterns.get(id)
    if (!standing.ok) return standing
    const arrival = arrivalOf(id, standing.value !== null, isSameAs(known.get(id), entry), newId)
    if (arrival.how === 'same') return success(arrival)
    const kept = store.patterns.upsert({
      id: arrival.id,
      kind: PATTERN_KIND,
      name: file.name,
      lane: archived ? ARCHIVED_LANE : lane,
      pattern_lane: lane,
      file,
    })
    return kept.ok ? success(arrival) : kept
  })
}

/** A plan whose strip rings name the families under the ids they have here. */
function withFamilies(plan: Plan, idHere: ReadonlyMap<string, string>): Plan {
  return {
    ...plan,
    rings: plan.rings.map((ring) =>
      ring.kind === 'strip' && ring.stripFamilyId !== null
        ? { ...ring, stripFamilyId: idHere.get(ring.stripFamilyId) ?? ring.stripFamilyId }
        : ring,
    ),
  }
}

function bringPlans(
  { store, open, newId }: ImportParts,
  entries: readonly PlanEntry[],
  idHere: ReadonlyMap<string, string>,
): Arrivals {
  return inTurn(entries, ({ id, lane, plan: handedIn }) => {
    const plan = withFamilies(handedIn, idHere)
    const isShipped = id.startsWith(SHIPPED_PREFIX)
    const standing = store.patterns.get(id)
    if (!standing.ok) return standing
    const opened = open(id)
    const isSame =
      opened.ok &&
      isSameAs(opened.value.plan, plan) &&
      (isShipped || laneOf(standing.value?.lane) === lane)
    const arrival = arrivalOf(id, isShipped || standing.value !== null, isSame, newId)
    if (arrival.how === 'same') return success(arrival)
    const kept = store.patterns.upsert({ id: arrival.id, name: plan.name, lane, plan })
    return kept.ok ? success(arrival) : kept
  })
}

function bringAll(parts: ImportParts, file: LibraryFile): Result<LibraryArrival, Problem> {
  const families = bringFamilies(parts, file.stripFamilies)
  if (!families.ok) return families
  const patterns = bringPatterns(parts, file.patterns)
  if (!patterns.ok) return patterns
  const idHere = new Map(
    file.stripFamilies.map(({ family }, index) => [
      family.id,
      families.value[index]?.id ?? family.id,
    ]),
  )
  const plans = bringPlans(parts, file.plans, idHere)
  if (!plans.ok) return plans
  const all = [...families.value, ...patterns.value, ...plans.value]
  const count = (how: Arrival['how']) => all.filter((arrival) => arrival.how === how).length
  return success({
    planIds: plans.value.map(({ id }) => id),
    added: count('added'),
    same: count('same'),
    copied: count('copied'),
  })
}

/** The exchange over an open store; a library comes in whole or not at all. */
export function createLibraryExchange(
  store: ExchangeStore,
  open: OpenById,
  { newId }: Pick<Surroundings, 'newId'>,
): LibraryExchange {
  return {
    exportText: exporter(store, open),
    importText: (fileName, text) => {
      const file = parseLibrary(text, fileName)
      if (!file.ok) return failure(invalidData(file.error))
      return store.transact(() => bringAll({ store, open, newId }, file.value))
    },
  }
}
