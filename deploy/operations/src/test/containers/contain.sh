#!/bin/sh
# Runs a command in an unpacked image as a container runtime would: as PID 1, in mounts of its own, as the image's user without
# groups, capabilities and privileges, with its root file system and nothing of this machine but five devices and the network.
# Needs root, or whoever else may make namespaces and mount. SIGTERM is passed on; the exit code is the command's.
# Arguments: the root file system, "read-only" or "writable", its one volume, user id, group id, working directory, a file of NAME=VALUE
# lines that are all of the environment, the command.
set -eu

if [ "$1" != inside ]; then
    unshare --mount --pid --ipc --uts --fork sh "$0" inside "$@" &
    runtime=$! terminated='' code=0
    # unshare itself is deaf to it, and has one child
    # shellcheck disable=SC2046
    trap 'terminated=yes; kill -TERM $(cat "/proc/$runtime/task/$runtime/children")' TERM
    wait $runtime || code=$?
    if [ -n "$terminated" ]; then
        # The signal has ended the wait above, and nothing else yet
        code=0
        wait $runtime || code=$?
    fi
    exit $code
fi

root=$2 mode=$3 volume=$4 user=$5 group=$6 directory=$7 environment=$8
shift 8
mount --bind "$root" "$root"
mount -t proc -o ro,nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root$volume"
mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
for device in null zero full random urandom; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount -o remount,ro "$root/dev"
[ "$mode" = writable ] || mount -o remount,bind,ro "$root"

# chroot, setgid and setuid want these three capabilities; the new user has none, and without new privileges gets none back.
# The shell's own programs are looked up before the environment is the image's.
set -- "$(command -v setpriv)" --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_chroot,+setgid,+setuid \
    "$(command -v unshare)" --root="$root" --wd="$directory" --setgid="$group" --setuid="$user" -- "$@"
while IFS= read -r variable; do
    set -- "$variable" "$@"
done <"$environment"
exec env -i "$@"
