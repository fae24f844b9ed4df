/** Releases of Defender and Console, and how long they work together. */

/** The release that a Defender image's tag tells (`defender_34_04_145` is 34.04.145). */
export function releaseOf(image: string | undefined): string | undefined {
  const match = /defender_(\d\d)_(\d\d)_(\d+)(?:@|$)/.exec(image ?? '');
  return match ? `${match[1]}.${match[2]}.${match[3]}` : undefined;
}

/** How well a Defender works with a Console: its own and the two major releases before have full support; a Console
 * from release 33 on still lets the third one before it connect; older ones cannot (release notes of 33.01). */
export function supportOf(defender: string, console: string): 'full' | 'connects' | 'none' {
  const behind = MAJORS.indexOf(majorOf(console)) - MAJORS.indexOf(majorOf(defender));
  if (!MAJORS.includes(majorOf(console)) || behind <= 2) return 'full';
  return behind === 3 && majorOf(console) >= 33 ? 'connects' : 'none';
}

const majorOf = (release: string): number => Number.parseInt(release, 10);

/** The major releases in their order; the numbers jump. */
const MAJORS = [19, 20, 21, 22, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40];
