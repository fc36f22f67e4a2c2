import { Archive, ArchiveRestore, Copy, Download } from 'lucide-react'
import type { OpenStripFamily } from '#core/contract/strips.contract.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { formatTimeOfDay } from '../../session/time-text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { saveText } from '../../ui/save-text.ts'
import { showToast } from '../../ui/toast.store.ts'
import { LaminatePictures } from './LaminatePictures.tsx'
import { useMaking } from './making.store.ts'
import { stripsStrings } from './strips.strings.ts'
import { type StripSaveState, useStrips } from './strips.store.ts'

const words = stripsStrings

function saveWords(open: OpenStripFamily, save: StripSaveState | null): string {
  if (save?.kind === 'changed') return words.save.changed
  if (save?.kind === 'saving') return words.save.saving
  if (save?.kind === 'refused') {
    return words.save.refused(`${save.problem.message} ${save.problem.remedy}`.trim())
  }
  if (open.origin === 'shipped') return words.save.shipped
  const saved = words.save.saved(formatTimeOfDay(open.updatedAtUtc))
  return open.archived ? `${words.save.archived} · ${saved}` : saved
}

async function archive(open: OpenStripFamily): Promise<void> {
  const { setArchived } = useStrips.getState()
  if (!(await setArchived(open.familyId, !open.archived))) return
  if (open.archived) showToast(words.restored(open.family.name))
  else {
    showToast(words.archived(open.family.name), {
      label: words.undo,
      run: () => void setArchived(open.familyId, false),
    })
  }
}

async function exportFamily(familyId: string): Promise<void> {
  const written = await useStrips.getState().exportFile(familyId)
  if (written === null) return
  saveText(written.fileName, written.text)
  showToast(words.exported(written.fileName))
}

function Actions({ open, family }: { open: OpenStripFamily; family: StripFamily }) {
  return (
    <div className="strip-actions">
      <IconButton
        label={words.duplicate}
        onClick={() =>
          void useStrips
            .getState()
            .duplicate(open.familyId, words.copyName(family.name).slice(0, 120))
        }
      >
        <Copy size={18} aria-hidden="true" />
      </IconButton>
      <IconButton label={words.export} onClick={() => void exportFamily(open.familyId)}>
        <Download size={18} aria-hidden="true" />
      </IconButton>
      {open.origin === 'workshop' && (
        <IconButton
          label={open.archived ? words.restore : words.archive}
          onClick={() => void archive(open)}
        >
          {open.archived ? (
            <ArchiveRestore size={18} aria-hidden="true" />
          ) : (
            <Archive size={18} aria-hidden="true" />
          )}
        </IconButton>
      )}
    </div>
  )
}

/** The open family: its name, what can be done with it, and its picture. */
export function FamilyDetail({ open, family }: { open: OpenStripFamily; family: StripFamily }) {
  const save = useStrips((state) => state.save)
  const selectedStripId = useStrips((state) => state.selectedStripId)
  const innerRadiusMm = useMaking((state) => state.making.innerRadiusMm)
  return (
    <section className="strip-detail" aria-label={family.name}>
      <header className="strip-detail-head">
        <div>
          <h2>{family.name}</h2>
          <p
            role="status"
            className={save?.kind === 'refused' ? 'caption strip-refused' : 'caption'}
          >
            {saveWords(open, save)}
          </p>
        </div>
        <Actions open={open} family={family} />
      </header>
      {open.remarks.length > 0 && (
        <div className="strip-remarks">
          <h3>{words.remarksTitle}</h3>
          <ul>
            {open.remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </div>
      )}
      <LaminatePictures
        family={family}
        selectedStripId={selectedStripId}
        innerRadiusMm={innerRadiusMm}
      />
    </section>
  )
}
