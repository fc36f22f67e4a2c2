import type { Problem } from '#core/contract/problem.ts'
import type { LineContext } from '#core/grbl/console/check-line.ts'
import { checkMacro, type MacroCheck } from '#core/grbl/macros/check-macro.ts'
import {
  MACRO_FILE_VERSION,
  macroFileSchema,
  macroSchema,
  type Macro,
  type MacroRecord,
} from '#core/grbl/macros/macro.schema.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { firstObjection } from '#core/outcome/schema-issue.ts'
import { z } from 'zod'
import { sha256Hex } from '../files/sha256.ts'
import { GRBL_CODES } from '../machine/grbl-codes.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { Store } from '../store/store.ts'
import { problem } from '../workshop/problems.ts'
import type { Surroundings } from '../workshop/surroundings.ts'
import { keptValue } from './kept-value.ts'

/** Short programs kept by name. */
export interface MacroShelf {
  readonly list: () => Result<readonly MacroRecord[], Problem>
  readonly check: (text: string) => MacroCheck
  readonly save: (macroId: string | null, macro: Macro) => Result<MacroRecord, Problem>
  readonly remove: (macroId: string) => Result<void, Problem>
  readonly run: (macroId: string, sha256: string) => Promise<Result<MachineSnapshot, Problem>>
  readonly exportAll: () => Result<string, Problem>
  readonly importFile: (text: string) => Result<readonly MacroRecord[], Problem>
}

/** What the shelf works with. */
export interface MacroShelfParts {
  readonly machine: MachineService
  readonly store: Store
  readonly surroundings: Surroundings
  readonly changed: (macroId: string) => void
}

const recordSchema = macroSchema.extend({
  macroId: z.string(),
  sha256: z.string(),
  createdAtUtc: z.string(),
  updatedAtUtc: z.string(),
})
const MOST_MACROS = 200

/** The shelf over a store. */
export function createMacroShelf(parts: MacroShelfParts): MacroShelf {
  return new StoredMacroShelf(parts)
}

class StoredMacroShelf implements MacroShelf {
  readonly #parts: MacroShelfParts
  readonly #kept

  constructor(parts: MacroShelfParts) {
    this.#parts = parts
    this.#kept = keptValue(parts.store, 'macros', z.array(recordSchema), [])
  }

  #context(): LineContext {
    const { modal, facts } = this.#parts.machine.snapshot().manual
    return { modal, facts, tables: GRBL_CODES }
  }

  readonly list = (): Result<readonly MacroRecord[], Problem> => this.#kept.read()

  readonly check = (text: string) => ({
    ...checkMacro(text, this.#context()),
    sha256: sha256Hex(text),
  })

  readonly save = (macroId: string | null, macro: Macro): Result<MacroRecord, Problem> => {
    const [first] = checkMacro(macro.text, this.#context()).problems
    if (first !== undefined) {
      const sentence = `${macro.name}, line ${String(first.line)}: ${first.sentence}`
      return failure(problem('invalid-data', sentence, 'Correct the line, then save again.'))
    }
    return this.#keep(macroId, macro)
  }

  #keep(macroId: string | null, macro: Macro): Result<MacroRecord, Problem> {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const before = kept.value.find((one) => one.macroId === macroId)
    if (macroId !== null && before === undefined) {
      return failure(problem('not-found', 'That macro is gone.'))
    }
    if (before === undefined && kept.value.length >= MOST_MACROS) {
      return failure(problem('blocked', `There are ${String(MOST_MACROS)} macros already.`))
    }
    const record = this.#recordOf(macro, before)
    const others = kept.value.filter((one) => one.macroId !== record.macroId)
    const written = this.#kept.write([...others, record].toSorted(byName))
    if (!written.ok) return written
    this.#parts.changed(record.macroId)
    return success(record)
  }

  #recordOf(macro: Macro, before: MacroRecord | undefined): MacroRecord {
    const { surroundings } = this.#parts
    const now = surroundings.clock().toISOString()
    return {
      ...macro,
      macroId: before?.macroId ?? surroundings.newId(),
      sha256: sha256Hex(macro.text),
      createdAtUtc: before?.createdAtUtc ?? now,
      updatedAtUtc: now,
    }
  }

  readonly remove = (macroId: string): Result<void, Problem> => {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const written = this.#kept.write(kept.value.filter((one) => one.macroId !== macroId))
    if (written.ok) this.#parts.changed(macroId)
    return written
  }

  readonly run = async (
    macroId: string,
    sha256: string,
  ): Promise<Result<MachineSnapshot, Problem>> => {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const macro = kept.value.find((one) => one.macroId === macroId)
    if (macro === undefined) return failure(problem('not-found', 'That macro is gone.'))
    if (macro.sha256 !== sha256 || sha256Hex(macro.text) !== sha256) {
      const sentence = `${macro.name} is not what was previewed any more.`
      return failure(problem('blocked', sentence, 'Look at it again, then run it.'))
    }
    return this.#parts.machine.manual({ kind: 'runMacro', name: macro.name, text: macro.text })
  }

  readonly exportAll = (): Result<string, Problem> => {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const macros = kept.value.map(({ name, note, text }) => ({ name, note, text }))
    const file = { kind: 'rmos-macros', version: MACRO_FILE_VERSION, macros }
    return success(`${JSON.stringify(file, null, 2)}\n`)
  }

  readonly importFile = (text: string): Result<readonly MacroRecord[], Problem> => {
    const file = readMacroFile(text)
    if (!file.ok) return file
    for (const macro of file.value) {
      const [first] = checkMacro(macro.text, this.#context()).problems
      if (first === undefined) continue
      const sentence = `${macro.name}, line ${String(first.line)}: ${first.sentence}`
      return failure(problem('invalid-data', sentence, 'Nothing was imported.'))
    }
    return this.#addAll(file.value)
  }

  #addAll(macros: readonly Macro[]): Result<readonly MacroRecord[], Problem> {
    return this.#parts.store.transact((): Result<readonly MacroRecord[], Problem> => {
      for (const macro of macros) {
        const kept = this.#kept.read()
        if (!kept.ok) return kept
        const name = freeName(
          macro.name,
          kept.value.map((one) => one.name),
        )
        const added = this.#keep(null, { ...macro, name })
        if (!added.ok) return added
      }
      return this.#kept.read()
    })
  }
}

function byName(a: Macro, b: Macro): number {
  return a.name.localeCompare(b.name, 'en')
}

function readMacroFile(text: string): Result<readonly Macro[], Problem> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failure(problem('invalid-data', 'The file is no JSON, so it holds no macros.'))
  }
  const parsed = macroFileSchema.safeParse(value)
  if (parsed.success) return success(parsed.data.macros)
  const { place, message } = firstObjection(parsed.error.issues, value)
  return failure(problem('invalid-data', `The macro file, ${place}: ${message}.`))
}

function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let number = 2; ; number += 1) {
    const next = `${name.slice(0, 54)} (${String(number)})`
    if (!taken.includes(next)) return next
  }
}
