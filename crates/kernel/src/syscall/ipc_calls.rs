//! The rows of calls about System V and POSIX objects.

use crate::ipc;
use crate::syscall::row::calls;

calls! { CALLS:
    180 mq_open(name: Path, oflag: OpenFlags, mode: Mode, attr: Pointer) => ipc::mq_open, Full, "";
    181 mq_unlink(name: Path) => ipc::mq_unlink, Full, "";
    182 mq_timedsend(mqdes: Fd, msg_ptr: In, msg_len: Size, msg_prio: Int, abs_timeout: Pointer) => ipc::mq_timedsend, Full, "";
    183 mq_timedreceive(mqdes: Fd, msg_ptr: Pointer, msg_len: Size, msg_prio: Pointer, abs_timeout: Pointer) => ipc::mq_timedreceive, Full, "";
    184 mq_notify(mqdes: Fd, sevp: Pointer) => ipc::mq_notify, Full, "";
    185 mq_getsetattr(mqdes: Fd, newattr: Pointer, oldattr: Pointer) => ipc::mq_getsetattr, Full, "";
    186 msgget(key: Hex, msgflg: Hex) => ipc::msgget, Full, "";
    187 msgctl(msqid: Int, op: Int, buf: Pointer) => ipc::msgctl, Full, "";
    188 msgrcv(msqid: Int, msgp: Pointer, msgsz: Size, msgtyp: Int, msgflg: Hex) => ipc::msgrcv, Partial, "no MSG_COPY";
    189 msgsnd(msqid: Int, msgp: Pointer, msgsz: Size, msgflg: Hex) => ipc::msgsnd, Full, "";
    190 semget(key: Hex, nsems: Int, semflg: Hex) => ipc::semget, Full, "";
    191 semctl(semid: Int, semnum: Int, op: Int, arg: Pointer) => ipc::semctl, Full, "";
    192 semtimedop(semid: Int, sops: Pointer, nsops: Size, timeout: Pointer) => ipc::semtimedop, Full, "";
    193 semop(semid: Int, sops: Pointer, nsops: Size) => ipc::semop, Full, "";
    194 shmget(key: Hex, size: Size, shmflg: Hex) => ipc::shmget, Partial, "no SHM_HUGETLB";
    195 shmctl(shmid: Int, op: Int, buf: Pointer) => ipc::shmctl, Full, "";
    196 shmat(shmid: Int, shmaddr: Pointer, shmflg: Hex) => ipc::shmat, Partial, "no SHM_REMAP";
    197 shmdt(shmaddr: Pointer) => ipc::shmdt, Full, "";
}
