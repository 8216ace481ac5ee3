"""Enrol the second factor of a user of the admin."""

import io

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode import QRCode

RECOVERY_CODES = 10


class Command(BaseCommand):
    help = "Give a user of the admin a second factor: an address for an app, its QR code, and recovery codes."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument(
            "--replace", action="store_true", help="take the earlier one away, as when a phone is lost"
        )

    def handle(self, *, username, replace, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}. Create one first: manage.py createsuperuser")
        with transaction.atomic():
            earlier = TOTPDevice.objects.filter(user=user), StaticDevice.objects.filter(user=user)
            if any(devices.exists() for devices in earlier) and not replace:
                raise CommandError(
                    f"{username} has a second factor already. To take it away: addotp {username} --replace"
                )
            for devices in earlier:
                devices.delete()
            phone = TOTPDevice.objects.create(user=user, name="app")
            paper = StaticDevice.objects.create(user=user, name="recovery")
            codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
            StaticToken.objects.bulk_create(StaticToken(device=paper, token=code) for code in codes)
        self.stdout.write(f"{picture(phone.config_url)}\n{phone.config_url}\n")
        self.stdout.write("Recovery codes, each good for one login; keep them on paper:")
        self.stdout.write("\n".join(codes))


def picture(address: str) -> str:
    """A QR code of letters, as a terminal shows it."""
    code, text = QRCode(border=2), io.StringIO()
    code.add_data(address)
    code.print_ascii(out=text, invert=True)
    return text.getvalue()
