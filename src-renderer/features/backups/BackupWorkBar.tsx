import { Button } from '../../ui/Button.tsx'
import { Progress } from '../../ui/States.tsx'
import { backupsStrings } from './backups.strings.ts'
import { useBackups } from './backups.store.ts'
import { workText } from './backups.view-model.ts'

/** What is under way, how far it is, and how to call it off. */
export function BackupWorkBar() {
  const work = useBackups((state) => state.work)
  const cancel = useBackups((state) => state.cancel)
  if (work === null) return null
  const { label, detail } = workText(work)
  return (
    <div className="backup-work">
      <Progress label={label} ratio={work.ratio} detail={detail} />
      {work.phase !== 'replacing' && <Button onClick={cancel}>{backupsStrings.cancel}</Button>}
    </div>
  )
}
