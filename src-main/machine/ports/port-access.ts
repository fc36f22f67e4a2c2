/** Why a port may not be opened, and the exact command against it. */
export interface BlockedPort {
  readonly sentence: string
  readonly command: string
}

/** What is to be known of the device to say how it may be opened. */
export interface DeviceAccess {
  readonly platform: NodeJS.Platform
  /** Name of the group that owns the device, null when it is not known. */
  readonly group: string | null
  readonly path: string
}

/**
 * Help for a device this user may not open. On Linux the owning group differs (`dialout` on Debian,
 * `uucp` on Arch), so the command names the one that really owns the device; a device that belongs to
 * root alone wants a udev rule.
 */
export function blockedPort({ platform, group, path }: DeviceAccess): BlockedPort {
  if (platform !== 'linux') {
    const sentence = `${path} may not be opened: another program may hold it, or its driver is not installed.`
    return { sentence, command: '' }
  }
  if (group === 'root') {
    const rule = 'SUBSYSTEM=="tty", ATTRS{idVendor}=="*", MODE="0666"'
    return {
      sentence: `${path} belongs to root alone: this rule opens USB serial devices to everybody; plug the controller in again afterwards.`,
      command: `echo '${rule}' | sudo tee /etc/udev/rules.d/99-cnc-serial.rules && sudo udevadm control --reload-rules`,
    }
  }
  return {
    sentence: `This user may not open ${path}: run the command, then log out and in again.`,
    command: `sudo usermod -aG ${group ?? 'dialout'} $USER`,
  }
}

/** What to do when no port is listed at all. */
export function noPortHint(platform: NodeJS.Platform): string {
  const plug = 'No serial port was found: plug the controller in and switch it on.'
  if (platform === 'win32') {
    return `${plug} If the Device Manager shows it with a yellow mark, install the driver of its adapter: CH340 or CH341 from wch-ic.com, CP210x from silabs.com, FT232 from ftdichip.com.`
  }
  if (platform === 'darwin') {
    return `${plug} macOS knows Arduino, FTDI and CP210x by itself; a CH340 needs macOS 10.14 or later. After a driver was installed, allow it under System Settings, Privacy & Security.`
  }
  if (platform === 'linux') {
    return `${plug} On Debian and Ubuntu the package brltty takes CH340 adapters for braille displays: if \`sudo dmesg\` says so, run \`sudo apt remove brltty\`.`
  }
  return plug
}
