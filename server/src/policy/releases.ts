/** Whether a Console release such as `22.12` comes before another; the build, where one is given, does not count. */
export function isBefore(release: string, other: string): boolean {
  const [major, minor = 0] = release.split('.').map(Number);
  const [otherMajor, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
