import { FileCode2 } from 'lucide-react'
import { Button } from '../../../ui/Button.tsx'
import { FileButton } from '../../../ui/FileButton.tsx'
import { Progress } from '../../../ui/States.tsx'
import { useIntake } from './intake.store.ts'
import { jobStrings } from './job.strings.ts'

const words = jobStrings.file

/** Opens a G-code file that another program wrote: it is checked first and becomes a run of its own. */
export function OpenProgram() {
  const { uploadId, fileName, phase, share, open, cancel } = useIntake()
  if (uploadId !== null) {
    return (
      <div className="intake">
        <Progress label={words.phases[phase](fileName)} ratio={share} />
        <Button onClick={cancel}>{words.cancel}</Button>
      </div>
    )
  }
  return (
    <FileButton
      icon={<FileCode2 size={18} />}
      label={words.open}
      accept=".nc,.gcode,.ngc,.tap,.cnc,.txt,.gc,.g"
      onFile={(file) => void open(file)}
    />
  )
}
