"""The site of the admin and its way in: password, then a code of the second factor."""

from django import forms
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django_otp.forms import OTPAuthenticationFormMixin
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

CODE_DIGITS = 6


class SecondFactorForm(AdminAuthenticationForm, OTPAuthenticationFormMixin):
    """Name, password and a code: six digits of an app, or one of the recovery codes."""

    otp_token = forms.CharField(
        label=_("动态码或恢复码"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    otp_error_messages = OTPAuthenticationFormMixin.otp_error_messages | {
        "token_required": _("请填动态码（手机应用显示的六位数字）或一个恢复码。"),
        "invalid_token": _("动态码或恢复码不对，或已经用过。请等下一个再试。"),
        "device_required": _("这个账号还没有登记第二重验证。请运营者执行：manage.py addotp 用户名"),
        "n_failed_attempts": ngettext_lazy(
            "已经错了 %(failure_count)d 次，请过几秒再试。",
            "已经错了 %(failure_count)d 次，请过几秒再试。",
            "failure_count",
        ),
    }

    def clean(self):
        self.cleaned_data = super().clean()
        try:
            self.clean_otp(self.get_user())
        except forms.ValidationError as error:
            if error.code == "invalid_token":  # as good as a wrong password: it counts for the lock
                who = {"username": self.cleaned_data["username"]}
                user_login_failed.send(sender=__name__, credentials=who, request=self.request)
            raise
        return self.cleaned_data

    def _chosen_device(self, user) -> Device | None:
        """What a code belongs to, told by its form, so that a wrong one slows down nothing but its own kind."""
        code = self.cleaned_data.get("otp_token", "")
        kind = TOTPDevice if code.isdecimal() and len(code) == CODE_DIGITS else StaticDevice
        return kind.objects.devices_for_user(user, confirmed=True).first()

    def _update_form(self, user) -> None:
        """Nothing is filled in again: the password is never sent back."""


class StaffSite(AdminSite):
    """Django's admin, for users of the staff who gave their second factor; ADMIN_WITHOUT_SECOND_FACTOR does without."""

    site_header = site_title = "govcompare"
    login_template = "admin/second_factor.html"
    # queries of their own on each page, and nothing that the lists do not have
    enable_nav_sidebar = False

    @property
    def login_form(self) -> type[forms.Form]:
        return AdminAuthenticationForm if settings.ADMIN_WITHOUT_SECOND_FACTOR else SecondFactorForm

    def has_permission(self, request) -> bool:
        is_verified = settings.ADMIN_WITHOUT_SECOND_FACTOR or request.user.is_verified()
        return super().has_permission(request) and is_verified
