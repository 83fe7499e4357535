"""Work is never lost and never doubled: the settings that this rests on."""

import time

import pytest
from kombu.exceptions import OperationalError

from tracker.celery import TICK_SECONDS, app


def test_a_task_is_dead_before_its_message_goes_to_somebody_else() -> None:
    limits = (app.conf.task_soft_time_limit, app.conf.task_time_limit)
    waits = {
        app.conf.visibility_timeout,
        app.conf.broker_transport_options["visibility_timeout"],
        app.conf.result_backend_transport_options["visibility_timeout"],
    }
    assert len(waits) == 1
    assert limits[0] < limits[1] < waits.pop() <= 60


def test_the_broker_listens_to_the_options() -> None:
    with app.connection_for_read() as connection, connection.channel() as channel:
        assert channel.visibility_timeout == app.conf.visibility_timeout
        assert channel.unacked_restore_interval * channel.unacked_restore_throttle <= 5


def test_a_message_is_done_only_when_the_work_is() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert 0 < app.conf.worker_soft_shutdown_timeout < app.conf.task_time_limit


def test_only_json_goes_over_the_broker_and_no_result_stays() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_ignore_result


def test_beat_announces_one_task_that_exists_and_a_stale_tick_expires() -> None:
    app.loader.import_default_modules()
    (entry,) = app.conf.beat_schedule.values()
    assert entry["task"] in app.tasks
    assert entry["schedule"] == TICK_SECONDS == 60
    assert 0 < entry["options"]["expires"] < TICK_SECONDS


def test_announcing_a_task_while_the_broker_is_down_takes_no_two_seconds() -> None:
    began = time.monotonic()
    with app.connection_for_write("redis://127.0.0.1:1/0") as dead, pytest.raises(OperationalError):
        app.send_task("agreements.tasks.tick", connection=dead)
    assert time.monotonic() - began < 2
