import type { LibraryEntry } from '#core/contract/plans.contract.ts'
import { LIBRARY_MAX_CHARACTERS } from '#core/rosette/library-limits.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { mayChange } from '../../session/bench.store.ts'
import { headFor } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { saveText } from '../../ui/save-text.ts'
import { showToast } from '../../ui/toast.store.ts'
import { isLibraryText } from './library.view-model.ts'
import { plansStrings } from './plans.strings.ts'
import { usePlans } from './plans.store.ts'

/** Opens a plan on the Rosette page. */
export async function openPlan(planId: string): Promise<void> {
  const arrive = headFor('rosette')
  if (await usePlan.getState().open(planId)) arrive()
}

/** Takes a plan out of the list; the message offers to bring it back. */
export async function archivePlan(entry: LibraryEntry): Promise<void> {
  if (usePlan.getState().planId === entry.planId) usePlan.getState().close()
  if (!(await usePlans.getState().archive(entry.planId))) return
  showToast(plansStrings.archived(entry.name), {
    label: plansStrings.undo,
    run: () => void usePlans.getState().restore(entry.planId),
  })
}

/** Hands out a plan with the tile patterns and strip families it uses; null is everything of the workshop. */
export async function exportLibrary(planId: string | null): Promise<void> {
  const written = await usePlans.getState().exportLibrary(planId)
  if (written === null) return
  saveText(written.fileName, written.text)
  showToast(plansStrings.exported(written.fileName))
}

/** Reads a plan file, which is opened, or a library file, which joins the list. */
export async function importFile(file: File): Promise<void> {
  if (!mayChange()) return
  if (file.size > LIBRARY_MAX_CHARACTERS) {
    showToast(plansStrings.tooLarge(file.name, file.size, LIBRARY_MAX_CHARACTERS))
    return
  }
  const arrive = headFor('rosette')
  const text = await file.text()
  if (isLibraryText(text)) {
    const arrived = await usePlans.getState().importLibrary(file.name, text)
    if (arrived === null) return
    showToast(plansStrings.libraryImported(arrived.added, arrived.same, arrived.copied))
    return
  }
  const read = await usePlans.getState().importPlan(file.name, text)
  if (read === null) return
  usePlan.getState().show(read)
  arrive()
  showToast(plansStrings.imported(read.plan.name))
}

/** Keeps a new plan and opens it. */
export async function createPlan(plan: Plan): Promise<void> {
  const arrive = headFor('rosette')
  const made = await usePlans.getState().create(plan)
  if (made === null) return
  usePlan.getState().show(made)
  arrive()
}

/** What a name was asked for. */
export interface Naming {
  readonly action: 'duplicate' | 'rename'
  readonly entry: LibraryEntry
}

/** Duplicates or renames with the name that was given. */
export async function applyName({ action, entry }: Naming, name: string): Promise<void> {
  const arrive = headFor('rosette')
  const made = await usePlans.getState()[action](entry.planId, name)
  if (made === null) return
  if (action === 'duplicate') {
    usePlan.getState().show(made)
    showToast(plansStrings.duplicated(name))
    arrive()
  } else if (usePlan.getState().planId === entry.planId) usePlan.getState().show(made)
}
